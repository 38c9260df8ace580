'use strict';
const express = require('express');
const schedule = require('node-schedule');

const sent = { count: 0 };

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/reminders/sent', (req, res) => res.json(sent));

// one-off: mail the customer shortly after the order has been placed
app.post('/reminders', (req, res) => {
  const { order, mail } = req.body;
  const when = new Date(Date.now() + 400);
  schedule.scheduleJob(when, () => {
    sent.count += 1;
    sent.last = `${mail} (${order})`;
  });
  res.status(202).json({ order, when });
});

app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
