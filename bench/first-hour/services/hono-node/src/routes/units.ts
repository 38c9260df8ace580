import { Hono } from 'hono';

const grams = { ounce: 28.35, pound: 453.59, cup: 240 } as const;

export const units = new Hono()
  .get('/', (c) => c.json(Object.keys(grams)))
  .get('/convert', (c) => {
    const amount = Number(c.req.query('amount') ?? 1);
    const from = (c.req.query('from') ?? 'cup') as keyof typeof grams;
    if (!(from in grams)) return c.json({ error: `unknown unit ${from}` }, 400);
    return c.json({ from, amount, grams: amount * grams[from] });
  });
