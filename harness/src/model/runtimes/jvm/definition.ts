import type { RuntimeDefinition } from '../runtime-definition.js';

export const jvm: RuntimeDefinition = {
  title: 'JVM',
  programs: /^java$/,
  entrance: 'door',
  heap: 'jvm.heapBytes',
  applicationHeap: null,
  memory: ['jvm.heapBytes'],
  judged: ['jvm.heapBytes'],
  pooledBy: null,
  codeLanguage: null,
  threadFile: '<thread>',
  growth: 'told',
  follows: false,
  advice: {
    threads: { advice: 'Share one `ExecutorService` per process, and shut down those that a request makes.' },
    fds: { advice: 'Close what is opened by try-with-resources.' },
    sockets: { advice: 'Share one client or connection pool per process, and close by try-with-resources.' },
    children: { advice: 'Wait for every `Process`, or destroy it.' },
  },
};
