import express from 'express';

const app = express();
const templateCount = 200;
const compiled = new Map();

function sourceOf(number) {
  return `Dear {{name}}, letter ${number} says: you have {{count}} new messages. ${'Lorem ipsum. '.repeat(number % 20)}`;
}

function compile(source) {
  const parts = source.split(/\{\{(\w+)\}\}/);
  const body = parts.map((part, index) => (index % 2 ? `values[${JSON.stringify(part)}]` : JSON.stringify(part)));
  return new Function('values', `return ${body.join(' + ')};`);
}

function templateFor(number) {
  if (!compiled.has(number)) compiled.set(number, compile(sourceOf(number)));
  return compiled.get(number);
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/mail/:number', (request, response) => {
  const number = Number(request.params.number);
  response.type('text').send(templateFor(number % templateCount)({ name: 'Ada', count: number }));
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
