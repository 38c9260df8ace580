/** A login that checks a password with bcrypt: some 100 ms of CPU for each request. */
import bcrypt from 'bcryptjs';
import express from 'express';

const cost = 10;
const users = new Map([['ada', { id: 1, passwordHash: await bcrypt.hash('correct horse', cost) }]]);

const app = express();
app.use(express.json());
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/health', (_request, response) => response.json({ status: 'up', uptimeSeconds: process.uptime() }));

app.post('/login', async (request, response) => {
  const { name, password } = request.body;
  const user = users.get(name);
  const isRight = user !== undefined && (await bcrypt.compare(password, user.passwordHash));
  if (!isRight) return response.status(401).json({ error: 'wrong name or password' });
  response.json({ id: user.id, name });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
