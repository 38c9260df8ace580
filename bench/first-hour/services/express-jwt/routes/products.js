const { Router } = require('express');
const auth = require('../middleware/auth');
const { query } = require('../db');

const router = Router();

router
  .route('/')
  .get(async (req, res) => {
    const { rows } = await query('SELECT id, name, price_cents FROM products ORDER BY id LIMIT 50');
    res.json(rows);
  })
  .post(auth, async (req, res) => {
    const { name, priceCents } = req.body;
    const { rows } = await query('INSERT INTO products (name, price_cents) VALUES ($1, $2) RETURNING *', [
      name,
      priceCents,
    ]);
    res.status(201).json(rows[0]);
  });

router
  .route('/:id')
  .get(async (req, res) => {
    const { rows } = await query('SELECT id, name, price_cents FROM products WHERE id = $1', [req.params.id]);
    if (rows.length === 0) return res.status(404).json({ error: 'no such product' });
    res.json(rows[0]);
  })
  .delete(auth, async (req, res) => {
    await query('DELETE FROM products WHERE id = $1', [req.params.id]);
    res.status(204).end();
  });

module.exports = router;
