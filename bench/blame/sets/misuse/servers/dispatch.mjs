import Fastify from 'fastify';
import { render } from 'label-render';

const printer = {
  jobs: 0,
  async print(text) {
    this.jobs += 1;
    return { job: this.jobs, lines: text.split('\n').length };
  },
};

const app = Fastify();
app.get('/healthz', async () => 'ok');
app.post('/dispatch/:id', async (request) => {
  const { name, city } = request.body;
  const label = await render({ id: request.params.id, name, city });
  const { job, lines } = await printer.print(await label.text());
  return { id: request.params.id, job, lines };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
