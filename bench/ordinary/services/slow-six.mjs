/** Six endpoints that answer after 200 ms, as those do that ask another service. */
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';

/** Stands for another service: its answer comes after 200 ms. */
const askElsewhere = (answer) => wait(200, answer);

const app = express();
app.use(express.json());
app.get('/healthz', (_request, response) => response.send('ok'));

app.get('/weather', async (_request, response) => response.json(await askElsewhere({ celsius: 21 })));

app.get('/stops/:id', async (request, response) => {
  response.json(await askElsewhere({ id: request.params.id, next: ['12:04', '12:19'] }));
});

app.get('/search', async (request, response) => {
  response.json(await askElsewhere({ query: request.query.q, hits: [1, 2, 3] }));
});

app.get('/terms', async (_request, response) => {
  response.type('text').send(await askElsewhere('Tickets are valid for two hours.'));
});

app.post('/tickets', async (request, response) => {
  response.status(201).json(await askElsewhere({ zone: request.body.zone, validHours: 2 }));
});

app.post('/feedback', async (_request, response) => {
  await askElsewhere(undefined);
  response.status(204).end();
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
