import type { CommandFigures } from './run-commands.js';

const listErrors = (errors: Readonly<Record<string, number>>): string =>
  Object.entries(errors)
    .map(([kind, times]) => `${times} × ${kind}`)
    .join(', ') || 'no error';

/** What the commands said, a line each. */
export function formatCommands({ queue, gunicornLines, backup }: CommandFigures): string {
  const { active, activeAtRest, concurrency } = queue;
  const restores = backup.restores.map(
    ({ title, exitCode, errors, images, visits }) =>
      `  ${title}: exit code ${exitCode}, ${listErrors(errors)}; ${images} images, ${visits} visits afterwards`,
  );
  return [
    `celery --concurrency=${concurrency}`,
    `  inspect active: ${activeAtRest.tasks} tasks of ${activeAtRest.nodes} node at rest, ${active.tasks} tasks of ${active.nodes} node under load`,
    `  inspect stats: max-concurrency ${queue.statedConcurrency}`,
    `  ps aux | grep celery: ${queue.psLines} lines`,
    `  PostgreSQL connections ${queue.postgresConnections}, Redis connections ${queue.redisConnectionsAtRest} at rest and ${queue.redisConnections} under load, ${queue.stored} tasks stored`,
    `gunicorn: ps aux | grep gunicorn: ${gunicornLines} lines`,
    `${backup.version}: ${backup.dumpBytes} bytes, ${backup.images} images and ${backup.visits} visits before`,
    ...restores,
    `  pg_dump of a newer server: ${backup.newerServer === null ? 'not tried' : `exit code ${backup.newerServer.exitCode}, ${backup.newerServer.said}`}`,
  ].join('\n');
}
