import net from 'node:net';
import readline from 'node:readline';
import Koa from 'koa';
import { PricingLink } from 'pricing-link';

const pricing = net.createServer((socket) => {
  socket.on('error', () => socket.destroy());
  readline.createInterface({ input: socket }).on('line', (line) => {
    const { article, pieces } = JSON.parse(line);
    const answer = article % 2 ? { article, cents: pieces * 250 } : { error: `article ${article} is discontinued` };
    socket.write(`${JSON.stringify(answer)}\n`);
  });
});
await new Promise((r) => pricing.listen(0, '127.0.0.1', r));

class QuoteDesk {
  #port;

  constructor(port) {
    this.#port = port;
  }

  async quote(article, pieces) {
    const link = await PricingLink.dial(this.#port);
    try {
      const { cents } = await link.priceOf(article, pieces);
      link.hangUp();
      return { article, pieces, cents };
    } catch (err) {
      return { article, pieces, cents: null, reason: err.message };
    }
  }
}

const desk = new QuoteDesk(pricing.address().port);
const app = new Koa();

app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  const match = /^\/quotes\/(\d+)$/.exec(ctx.path);
  if (!match) return;
  ctx.body = await desk.quote(Number(match[1]), Number(ctx.query.pieces ?? 1));
});

app.listen(process.env.PORT, '127.0.0.1');
