const { Router } = require('express');
const auth = require('../middleware/auth');
const { query } = require('../db');

const router = Router();

router.get('/count', async (req, res) => {
  const { rows } = await query('SELECT count(*)::int AS count FROM users');
  res.json(rows[0]);
});

router.use(auth);

router.get('/me', async (req, res) => {
  const { rows } = await query('SELECT id, email, name, role FROM users WHERE id = $1', [req.user.sub]);
  res.json(rows[0]);
});

module.exports = router;
