import { parentPort, workerData } from 'node:worker_threads';
import { analyzeSnapshots, type SnapshotFiles } from './analyze-snapshots.js';

parentPort?.postMessage(await analyzeSnapshots(workerData as SnapshotFiles));
