const { Router } = require('express');
const { query } = require('../db');
const { trackView } = require('../lib/activity');

const router = Router();

router.get('/', async (req, res) => {
  const { rows } = await query('SELECT * FROM orders WHERE user_id = $1 ORDER BY id LIMIT 50', [req.user.sub]);
  res.json(rows);
});

router.get('/mine', async (req, res) => {
  trackView(req.user, req.headers['user-agent']);
  const { rows } = await query(
    `SELECT orders.id, products.name, orders.quantity FROM orders
     JOIN products ON products.id = orders.product_id WHERE user_id = $1 ORDER BY orders.id LIMIT 20`,
    [req.user.sub],
  );
  res.json({ orders: rows });
});

router.post('/', async (req, res) => {
  const { productId, quantity } = req.body || {};
  if (!productId || !quantity) return res.status(400).json({ error: 'productId and quantity are required' });
  const { rows } = await query(
    'INSERT INTO orders (user_id, product_id, quantity) VALUES ($1, $2, $3) RETURNING id',
    [req.user.sub, productId, quantity],
  );
  res.status(201).json(rows[0]);
});

module.exports = router;
