import express from 'express';
import { CronJob } from 'cron';

const due = new Map();

function plan(reminder) {
  const job = new CronJob('0 0 8 * * *', () => {
    due.set(reminder.id, { text: reminder.text, at: Date.now() });
  });
  job.start();
  return job.nextDate().toISO();
}

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));
app.put('/reminders/:id', (req, res) => {
  const first = plan({ id: req.params.id, text: req.body.text });
  res.json({ id: req.params.id, first });
});
app.get('/reminders', (req, res) => res.json([...due.values()]));
app.listen(process.env.PORT, '127.0.0.1');
