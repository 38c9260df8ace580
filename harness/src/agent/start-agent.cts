import openChannel = require('./channel.cjs');
import createCollector = require('./collector.cjs');
import createGcCounter = require('./gc-counter.cjs');
import openMemwatch = require('./memwatch.cjs');
import watchPools = require('./pg-pools.cjs');
import createReader = require('./reader.cjs');
import steadyCode = require('./steady-code.cjs');

import type { AgentRequest } from '../model/agent-protocol.js' with { 'resolution-mode': 'import' };
import type { AgentReading } from '../model/target.js' with { 'resolution-mode': 'import' };

/** Arms the agent in this process and dials the harness. Nothing here keeps the process alive. */
function startAgent(socketPath: string): void {
  if (process.env.LEAKLINE_JIT !== 'on') steadyCode();
  const memwatch = process.env.LEAKLINE_MEMWATCH === 'off' ? null : openMemwatch();
  const collections = createGcCounter();
  const read = createReader({ readGcCounts: collections.counts, readPools: watchPools(), memwatch });
  const collect = createCollector(read, collections);
  const methods: Record<AgentRequest['method'], () => AgentReading | Promise<AgentReading>> = {
    read: () => read({ passes: 0, durationMs: 0, isStable: true }),
    collect,
  };
  openChannel(socketPath, (method) => methods[method]());
}

export = startAgent;
