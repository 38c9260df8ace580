import { formatCount } from '../../shared/page/html.js';

export const titles = { 'with-leak': 'Direct', pooled: 'Pooled', 'without-leak': 'Buffered' } as const;

export const colors = {
  'with-leak': 'var(--direct)',
  pooled: 'var(--pooled)',
  'without-leak': 'var(--buffered)',
} as const;

export const formatLoad = ({
  requests,
  concurrency,
}: {
  readonly requests: number;
  readonly concurrency: number;
}): string => `${formatCount(requests)} hits, ${concurrency} at a time`;
