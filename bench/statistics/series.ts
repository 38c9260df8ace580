import { createSeededRandom } from '../../harness/src/analysis/statistics/seeded-random.js';
import type { AnalysisSettings } from '../../harness/src/model/analysis-settings.js';
import {
  fillingCache,
  type Growth,
  growingMap,
  leak,
  leakAtRandom,
  leakEvery,
  sawtooth,
  slowPoolRamp,
  slowWarmUp,
  squareRootGrowth,
  step,
  timeToLive,
  together,
} from '../../harness/test/support/growth-functions.js';
import {
  autoregressiveNoise,
  type NoiseModel,
  randomWalkNoise,
  silence,
  whiteNoise,
} from '../../harness/test/support/noise.js';

/** One kind of series: what a server does to one metric, and whether that is a leak. */
export interface Series {
  readonly name: string;
  readonly label: 'clean' | 'leaking';
  readonly metric: 'heapUsedBytes' | 'fds';
  /** Made anew for each seed, because random growth keeps state. */
  readonly growth: (seed: number) => Growth;
  readonly noise: NoiseModel;
  readonly mostRequestsPerSecond?: number;
  readonly tolerances?: AnalysisSettings['tolerances'];
}

/**
 * Standard deviation of one floor's heap. Steps between two floors then have about 28,000 B. That is more than the
 * 18,000 B that were measured on a warm Express service (DESIGN.md, section 3).
 */
const floorNoiseBytes = 20_000;

const white = whiteNoise(floorNoiseBytes);
const ar80 = autoregressiveNoise(0.8, floorNoiseBytes);
const ar95 = autoregressiveNoise(0.95, floorNoiseBytes);
const walk = randomWalkNoise(floorNoiseBytes / 2);

const heap = (
  label: Series['label'],
  name: string,
  growth: Growth,
  noise: NoiseModel,
  details: Partial<Series> = {},
): Series => ({ name, label, metric: 'heapUsedBytes', growth: () => growth, noise, ...details });

const clean = (name: string, growth: Growth, noise = white, details: Partial<Series> = {}): Series =>
  heap('clean', name, growth, noise, details);

const leaking = (name: string, growth: Growth, noise = white, details: Partial<Series> = {}): Series =>
  heap('leaking', name, growth, noise, details);

const lossInK = (k: number, tolerance?: number): Series => ({
  name: [
    k === 1 ? '1 descriptor per request' : `1 descriptor in ${k} requests, at random`,
    ...(tolerance === undefined ? [] : [`tolerance ${tolerance}`]),
  ].join(', '),
  label: 'leaking',
  metric: 'fds',
  growth: (seed) => leakAtRandom(1 / k, createSeededRandom(seed + 7_919)),
  noise: silence,
  ...(tolerance === undefined ? {} : { tolerances: { fds: tolerance } }),
});

/** Everything the study judges. Tolerances, the width of white noise and the pace are the usual ones where a name does not say otherwise. */
export const allSeries: readonly Series[] = [
  clean('white noise', leak(0)),
  clean('white noise, five times wider', leak(0), whiteNoise(5 * floorNoiseBytes)),
  clean('AR(0.8)', leak(0), ar80),
  clean('AR(0.95)', leak(0), ar95),
  clean('random walk', leak(0), walk),
  clean('drift of 8 B, a fixed release', leak(8)),
  clean('drift of 28 B, just below the tolerance', leak(28)),
  clean('drift of 28 B, AR(0.95)', leak(28), ar95),
  clean('slow warm-up, 3 MB by 5,000 requests', slowWarmUp(3e6, 5_000)),
  clean('slow warm-up, 3 MB by 20,000 requests, AR(0.8)', slowWarmUp(3e6, 20_000), ar80),
  clean('growth like √requests', squareRootGrowth(5_000)),
  clean('step of 2 MB', step(6_000, 2e6)),
  clean('sawtooth of 3 MB, 3,000 requests', sawtooth(3_000, 1_000)),
  clean('sawtooth of 8 MB, 16,000 requests', sawtooth(16_000, 500)),
  clean('cache of 500 × 2 KB', fillingCache(500, 2_000)),
  clean('cache of 5,000 × 2 KB', fillingCache(5_000, 2_000)),
  clean('cache of 20,000 × 2 KB', fillingCache(20_000, 2_000)),
  clean('cache of 5,000 × 2 KB, 80 requests/s', fillingCache(5_000, 2_000), white, { mostRequestsPerSecond: 80 }),
  clean('entries that live 2 s', timeToLive(1_000, 2_000)),
  clean('entries that live 20 s', timeToLive(1_000, 20_000)),
  clean('white noise, 30 requests/s', leak(0), white, { mostRequestsPerSecond: 30 }),
  { ...clean('no descriptor lost, 30 requests/s', leak(0), silence, { mostRequestsPerSecond: 30 }), metric: 'fds' },
  { ...clean('pool that fills to 20', slowPoolRamp(20), silence), metric: 'fds' },
  { ...clean('sockets that close after 500 ms', timeToLive(1, 500), silence), metric: 'fds' },
  leaking('36 B, just above the tolerance', leak(36)),
  leaking('36 B, AR(0.95)', leak(36), ar95),
  leaking('48 B', leak(48)),
  leaking('64 B, AR(0.8)', leak(64), ar80),
  leaking('64 B, random walk', leak(64), walk),
  leaking('256 B', leak(256)),
  leaking('256 B, AR(0.95)', leak(256), ar95),
  leaking('1 KB', leak(1_024)),
  leaking('1 KB after a slow warm-up', together(leak(1_024), slowWarmUp(3e6, 5_000))),
  leaking('1 KB, 80 requests/s', leak(1_024), white, { mostRequestsPerSecond: 80 }),
  leaking('96 B, 30 requests/s', leak(96), white, { mostRequestsPerSecond: 30 }),
  leaking('96 B, 30 requests/s, random walk', leak(96), walk, { mostRequestsPerSecond: 30 }),
  leaking('1 KB, 30 requests/s, random walk', leak(1_024), walk, { mostRequestsPerSecond: 30 }),
  leaking('100 KB', leak(100_000)),
  leaking('Map of 60 B entries, table doubles', growingMap(60, 16)),
  leaking('lumps of 1 MB in 5,000 requests', leakEvery(5_000, 1e6)),
  leaking('8 B, tolerance 2 B', leak(8), white, { tolerances: { heapUsedBytes: 2 } }),
  leaking('8 B, tolerance 2 B, a quarter of the noise', leak(8), whiteNoise(floorNoiseBytes / 4), {
    tolerances: { heapUsedBytes: 2 },
  }),
  lossInK(1),
  lossInK(100),
  lossInK(1_000, 0.0002),
  lossInK(1_000),
];
