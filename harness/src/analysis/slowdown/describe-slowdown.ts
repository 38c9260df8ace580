import type { Slowdown, SlowdownMoment } from '../../model/endpoint-load.js';

const inMs = (ms: number): string => `${ms.toFixed(ms < 1 ? 2 : 1)} ms`;

const moment = ({ latencyP50Ms, requests }: SlowdownMoment): string =>
  `${inMs(latencyP50Ms)} after ${requests.toLocaleString('en-US')} requests`;

/** `p50 1.2 ms after 1,000 requests, 4.9 ms after 20,000 requests; the service's CPU 0.12 ms, then 0.48 ms per request`. */
export function describeSlowdown({ early, late }: Slowdown): string {
  const cpu =
    early.cpuMsPerRequest === null || late.cpuMsPerRequest === null
      ? ''
      : `; CPU of the service ${inMs(early.cpuMsPerRequest)}, then ${inMs(late.cpuMsPerRequest)} per request`;
  return `p50 ${moment(early)}, ${moment(late)}${cpu}`;
}
