import type { RuntimeDefinition } from '../runtime-definition.js';

export const go: RuntimeDefinition = {
  title: 'Go',
  programs: null,
  entrance: 'door',
  heap: 'go.heapBytes',
  applicationHeap: null,
  memory: ['go.heapBytes'],
  judged: ['go.heapBytes', 'go.goroutines'],
  pooledBy: null,
  codeLanguage: null,
  threadFile: '<thread>',
  growth: 'told',
  follows: false,
  advice: {
    fds: { advice: 'Close what is opened by `defer …Close()`, and read and close the body of every response.' },
    sockets: { advice: 'Share one `http.Client` or `sql.DB` per process, and close the body of every response.' },
    children: { advice: 'Wait for every process that is started: `cmd.Wait()`.' },
  },
};
