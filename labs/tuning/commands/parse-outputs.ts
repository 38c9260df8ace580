/** Tasks by worker node, as `celery inspect active --json` prints them. */
function parseInspect(stdout: string): Readonly<Record<string, unknown>> {
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  const parsed: unknown = line === undefined ? {} : JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

/** How many nodes answered, and how many tasks they run. */
export function countActive(stdout: string): { readonly nodes: number; readonly tasks: number } {
  const nodes = Object.values(parseInspect(stdout));
  const tasks = nodes.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return { nodes: nodes.length, tasks };
}

/** `pool.max-concurrency` of the first node of `celery inspect stats --json`. */
export function readConcurrency(stdout: string): number | null {
  const [stats] = Object.values(parseInspect(stdout));
  const pool = typeof stats === 'object' && stats !== null && 'pool' in stats ? stats.pool : null;
  const value = typeof pool === 'object' && pool !== null && 'max-concurrency' in pool ? pool['max-concurrency'] : null;
  return typeof value === 'number' ? value : null;
}

/** What psql said against a dump, by kind: `relation "…" already exists` becomes one kind, whatever its name. */
export function countPsqlErrors(stderr: string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [, message = ''] of stderr.matchAll(/^(?:psql:.*?: )?ERROR:\s+(.+)$/gm)) {
    const kind = message.replaceAll(/"[^"]*"/g, '"…"');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
