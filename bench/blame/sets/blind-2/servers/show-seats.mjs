import express from 'express';
import { SeatHub } from 'seat-events';

const hub = new SeatHub();
const shows = ['matinee', 'evening', 'late'];
let sold = 0;

for (const show of shows) hub.announce(show, { show, sold, at: Date.now() });
setInterval(() => {
  sold += 1;
  for (const show of shows) hub.announce(show, { show, sold, at: Date.now() });
}, 5000);

function nextChange(show, waitMs) {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(null), waitMs);
    hub.follow(show, (change) => {
      clearTimeout(patience);
      resolve(change);
    });
  });
}

const app = express();

app.get('/healthz', (req, res) => res.sendStatus(200));

app.get('/shows/:show/changes', async (req, res) => {
  const { show } = req.params;
  if (!shows.includes(show)) return res.sendStatus(404);
  const change = await nextChange(show, 3000);
  if (!change) return res.sendStatus(204);
  res.json(change);
});

app.listen(process.env.PORT, '127.0.0.1');
