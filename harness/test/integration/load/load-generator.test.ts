import { expect } from 'chai';
import { createLoadGenerator } from '../../../src/load/load-generator.js';
import { createBlock, createStep } from './blocks.js';
import { startCountingServer } from './counting-server.js';

describe('load/load-generator', () => {
  it('raises no warning of Node.js with more than ten connections', async () => {
    const server = await startCountingServer((_request, response) => response.end('ok'));
    const warnings: string[] = [];
    const collect = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', collect);
    try {
      const block = createBlock([createStep({ abort: 'response' })], { requests: 60, connections: 30 });
      const result = await createLoadGenerator(server.baseUrl).run(block, new AbortController().signal);
      // Node.js tells of warnings in a later turn.
      await new Promise((done) => setImmediate(done));
      expect(result.ok).to.equal(60);
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', collect);
      await server.close();
    }
  });
});
