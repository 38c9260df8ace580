import Router from '@koa/router';
import Koa from 'koa';

const documents = new Map();
const outlines = new WeakMap();
const registry = new FinalizationRegistry((id) => {
  if (!documents.get(id)?.deref()) documents.delete(id);
});

function parseDocument(id) {
  return { id, sections: Array.from({ length: 12 }, (_, index) => `section ${index} of ${id}`) };
}

function openDocument(id) {
  const known = documents.get(id)?.deref();
  if (known) return known;
  const document = parseDocument(id);
  documents.set(id, new WeakRef(document));
  registry.register(document, id);
  return document;
}

function outlineOf(document) {
  if (!outlines.has(document))
    outlines.set(
      document,
      document.sections.map((text) => text.slice(0, 10)),
    );
  return outlines.get(document);
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/documents/:id/outline', (ctx) => {
  ctx.body = outlineOf(openDocument(ctx.params.id));
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
