const { Router } = require('express');
const auth = require('../middleware/auth');

const router = Router();

router.get('/version', (req, res) => res.json({ version: require('../package.json').version }));
router.use('/auth', require('./auth'));
router.use('/products', require('./products'));
router.use('/orders', auth, require('./orders'));

module.exports = router;
