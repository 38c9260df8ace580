import type { RuntimeDefinition } from '../runtime-definition.js';
import { nodeAdvice } from './advice.js';

export const node: RuntimeDefinition = {
  title: 'Node.js',
  programs: /^node(js)?$/,
  entrance: 'agent',
  heap: 'heapUsedBytes',
  applicationHeap: 'heap.applicationBytes',
  memory: ['heapUsedBytes', 'externalBytes'],
  judged: ['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes', 'handles', 'pool.checkedOut', 'pool.waiting'],
  pooledBy: '`pg`',
  codeLanguage: 'ts',
  threadFile: 'node:worker_threads',
  growth: 'snapshots',
  follows: true,
  advice: nodeAdvice,
};
