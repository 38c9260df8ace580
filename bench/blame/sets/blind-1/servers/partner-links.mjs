import Koa from 'koa';
import Router from '@koa/router';
import nodeHttp from 'node:http';
import { once } from 'node:events';
import followRedirects from 'follow-redirects';

const { http } = followRedirects;
const partner = nodeHttp.createServer((req, res) => {
  if (req.url.startsWith('/go/')) return res.writeHead(302, { location: req.url.replace('/go/', '/offers/') }).end();
  res.setHeader('content-type', 'text/html');
  res.end(`<html><title>${req.url}</title><body>${'<p>offer</p>'.repeat(20)}</body></html>`);
});
partner.keepAliveTimeout = 20 * 60_000;
partner.listen(0, '127.0.0.1');
await once(partner, 'listening');

const agent = new nodeHttp.Agent({ keepAlive: true, maxFreeSockets: 20 });

function checkLink(path) {
  const url = `http://127.0.0.1:${partner.address().port}${path}`;
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agents: { http: agent } }, (response) => {
      resolve({ path, status: response.statusCode, target: new URL(response.responseUrl).pathname });
    });
    request.on('error', reject);
  });
}

const app = new Koa();
const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/links/:id', async (ctx) => {
  ctx.body = await checkLink(`/offers/${ctx.params.id}`);
});

app.use(router.routes());
app.listen(Number(process.env.PORT), '127.0.0.1');
