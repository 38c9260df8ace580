import express from 'express';

const app = express();
const maxDrafts = 1000;
const drafts = new Map();
const published = new Map();

function saveDraft(id) {
  drafts.delete(id);
  drafts.set(id, { id, title: `Draft ${id}`, paragraphs: [`first of ${id}`, `second of ${id}`] });
  if (drafts.size > maxDrafts) drafts.delete(drafts.keys().next().value);
}

function publish(draft) {
  drafts.delete(draft.id);
  published.set(draft.id, draft);
}

app.get('/healthz', (_request, response) => response.send('ok'));

app.put('/drafts/:id', (request, response) => {
  saveDraft(request.params.id);
  response.status(201).json({ id: request.params.id });
});

app.post('/drafts/:id/publish', (request, response) => {
  const draft = drafts.get(request.params.id);
  if (!draft) return response.status(404).json({ error: 'no such draft' });
  publish(draft);
  response.json({ id: draft.id, live: published.size });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
