import type { RequestHandler } from 'express';
import { pool } from '../pool.js';

export const database: RequestHandler = async (_request, response) => {
  const { rows } = await pool.query('SELECT sku, name, price_cents, stock FROM products ORDER BY sku');
  response.json({ products: rows });
};
