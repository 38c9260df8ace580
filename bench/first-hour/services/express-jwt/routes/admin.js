const { Router } = require('express');
const { query } = require('../db');
const { recentlyActive } = require('../lib/activity');

const router = Router();

router.use((req, res, next) => {
  if (req.user.role !== 'admin') return res.status(403).json({ error: 'admins only' });
  next();
});

router.get('/stats', async (req, res) => {
  const { rows } = await query(
    'SELECT (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM products)::int AS products',
  );
  res.json({ ...rows[0], active: recentlyActive() });
});

module.exports = router;
