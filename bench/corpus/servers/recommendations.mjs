import express from 'express';

const app = express();
const itemCount = 3000;
const neighbours = new Array(itemCount);

function similarItems(item) {
  return Array.from({ length: 20 }, (_, index) => ({
    item: (item * 37 + index * 101) % itemCount,
    score: 1 / (index + 1),
  }));
}

function recommend(item) {
  neighbours[item] ??= similarItems(item);
  return neighbours[item].slice(0, 5);
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/recommendations/:item', (request, response) => {
  response.json(recommend(Number(request.params.item) % itemCount));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
