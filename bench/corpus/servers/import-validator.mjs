import express from 'express';

const app = express();
app.use(express.json());
const failures = [];

class ValidationError extends Error {
  constructor(field, value) {
    super(`${field} is not acceptable: ${JSON.stringify(value)}`);
    this.field = field;
  }
}

function validate(row) {
  if (typeof row.email !== 'string' || !row.email.includes('@')) throw new ValidationError('email', row.email);
  return { email: row.email.toLowerCase() };
}

app.get('/healthz', (_request, response) => response.send('ok'));

app.post('/import', (request, response) => {
  try {
    response.status(201).json(validate(request.body));
  } catch (error) {
    failures.push(error);
    response.status(422).json({ error: error.message, failuresSoFar: failures.length });
  }
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
