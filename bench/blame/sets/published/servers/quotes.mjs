import http from 'node:http';
import { Subject, asyncScheduler, of } from 'rxjs';
import { concatMap, map, observeOn, share } from 'rxjs/operators';

const priceSteps = (qty) => [1, 5, 10, 25, 50, 100, 250].map((n) => ({ from: n * qty, cents: Math.round(100 / Math.log10(n + 10)) }));

// one price engine for the process; every request puts a question and takes its own answer
const questions = new Subject();
const answers = questions.pipe(
  concatMap((q) => of(q).pipe(map((x) => ({ id: x.id, cents: 100 * x.qty, steps: priceSteps(x.qty) })))),
  observeOn(asyncScheduler),
  share(),
);
answers.subscribe();

let seq = 0;
function quote(qty) {
  const id = ++seq;
  const mine = new Promise((resolve) => {
    const sub = answers.subscribe((a) => {
      if (a.id === id) {
        sub.unsubscribe();
        resolve(a);
      }
    });
  });
  questions.next({ id, qty });
  return mine;
}

http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (url.pathname === '/healthz') return res.end('ok');
  if (url.pathname !== '/quotes') {
    res.statusCode = 404;
    return res.end();
  }
  const { cents, steps } = await quote(Number(url.searchParams.get('qty')) || 1);
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ cents, steps }));
}).listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
