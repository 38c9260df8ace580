import express from 'express';
import { calculate } from 'text-formula';

const app = express();
app.use(express.json());

const plans = {
  standard: 'round({{amount}} * 0.04 + min({{amount}} * 0.01, 500))',
  partner: 'round(max({{amount}} * 0.07, 250))',
};

app.get('/healthz', (req, res) => res.send('ok'));

app.post('/commissions', (req, res) => {
  const { plan = 'standard', amount } = req.body;
  const formula = plans[plan];
  if (!formula) return res.status(404).json({ error: 'no such plan' });
  res.json({ plan, amount, commission: calculate(formula, { amount }) });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
