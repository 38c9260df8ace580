import type { DrivenEndpoint, ProfileEvent } from '../internal.js';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const reasons = {
  requests: '',
  time: ', then time was up',
  headroom: ', then half of what a server can take was in use',
} as const satisfies Record<DrivenEndpoint['stoppedBy'], string>;

function describeDriven({ endpoint, sent, failed, firstFailure, stoppedBy }: DrivenEndpoint): string {
  const failures = failed === 0 ? '' : ` (${failed} failed; the first: ${firstFailure ?? 'not known'})`;
  return `  ${endpoint}: ${sent} requests${failures}${reasons[stoppedBy]}\n`;
}

/** A line to print when a profile moves on. Empty when there is nothing worth telling. */
export function describeProgress(event: ProfileEvent): string {
  switch (event.type) {
    case 'service-ready':
      return `${event.kind}: ${event.description}, ready in ${seconds(event.tookMs)}\n`;
    case 'target-prepared':
      return `${event.target} prepared in ${seconds(event.tookMs)}\n`;
    case 'target-ready':
      return `${event.target} runs under clinic, ready in ${seconds(event.tookMs)}\n`;
    case 'profile-load-start':
      return `Sending at most ${event.requests} requests to each endpoint, for at most ${event.seconds} s\n`;
    case 'profile-load-end':
      return event.driven.map(describeDriven).join('');
    case 'profile-analysis-start':
      return `clinic ${event.tool} is building its page; this takes a while\n`;
    default:
      return '';
  }
}
