export type { RunResult } from './model/result.js';
