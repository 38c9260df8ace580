import http from 'node:http';
import Emittery from 'emittery';

const radio = new Emittery();

radio.on('call', ({ job, night }) => {
  if (night && job % 2 === 0) radio.emit('declined', { job });
  else radio.emit('assigned', { job, truck: `T${job % 12}` });
});

function dispatch(job, night) {
  const ticket = { job, shift: night ? 'night' : 'day', asked: new Date(), zone: `Z${job % 30}`, lines: [`job ${job} asked`] };
  return new Promise((resolve) => {
    const offDeclined = radio.on('declined', (answer) => {
      if (answer.job !== job) return;
      offDeclined();
      ticket.lines.push('all trucks declined');
      resolve({ ...ticket, state: 'queued' });
    });
    const offAssigned = radio.on('assigned', (answer) => {
      if (answer.job !== job) return;
      offAssigned();
      offDeclined();
      ticket.lines.push(`taken by ${answer.truck}`);
      resolve({ ...ticket, state: 'on-the-way', truck: answer.truck });
    });
    radio.emit('call', { job, night });
  });
}

const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://tow');
  if (url.pathname === '/healthz') return res.end('ok');
  const job = /^\/jobs\/(\d+)\/dispatch$/.exec(url.pathname)?.[1];
  if (!job || req.method !== 'POST') {
    res.writeHead(404);
    return res.end();
  }
  req.resume();
  dispatch(Number(job), url.searchParams.get('shift') === 'night').then((outcome) => {
    res.writeHead(outcome.truck ? 200 : 202, { 'content-type': 'application/json' });
    res.end(JSON.stringify(outcome));
  });
});

server.listen(process.env.PORT, '127.0.0.1');
