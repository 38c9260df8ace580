import type { RuntimeDefinition } from '../runtime-definition.js';
import { pythonAdvice } from './advice.js';

export const python: RuntimeDefinition = {
  title: 'Python',
  programs: /^(python[\d.]*|pypy[\d.]*|uwsgi.*)$/,
  entrance: 'agent',
  heap: 'python.heapBytes',
  // Code is loaded into the same heap, but it stays as it is once it was imported.
  applicationHeap: null,
  memory: ['python.heapBytes', 'python.mallocBytes'],
  judged: ['python.heapBytes', 'python.mallocBytes', 'python.tasks', 'pool.checkedOut', 'pool.waiting'],
  pooledBy: 'SQLAlchemy, psycopg or asyncpg',
  codeLanguage: null,
  threadFile: '<thread>',
  growth: 'told',
  follows: false,
  advice: pythonAdvice,
};
