const http = require('http');
const { Letterpress } = require('letterpress');

const press = new Letterpress()
  .template('reminder', 'Dear {{ customer.name }},\n\n{{> amounts }}\n{{#if late}}This is overdue.\n{{/if}}Yours, {{ sender }}\n')
  .template('welcome', 'Dear {{ customer.name }},\n\nwelcome! Your number is {{ customer.id }}.\n')
  .block('amounts', ({ items }) => items.map((i) => `- ${i.text}: ${i.amount.toFixed(2)} EUR {{ currencyNote }}`).join('\n'));

const server = http.createServer((req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/customers\/(\d+)\/letters\/(reminder|welcome)$/.exec(req.url);
  if (!match) return res.writeHead(404).end();
  const id = Number(match[1]);
  const text = press.render(match[2], {
    customer: { id, name: `Customer ${id}` },
    items: [
      { text: `Invoice ${id}-1`, amount: 10 + id / 7 },
      { text: `Invoice ${id}-2`, amount: 3 + id / 11 },
    ],
    late: id % 2 === 0,
    currencyNote: '(incl. VAT)',
    sender: 'Accounts',
  });
  res.setHeader('content-type', 'text/plain; charset=utf-8');
  res.end(text);
});
server.listen(process.env.PORT, '127.0.0.1');
