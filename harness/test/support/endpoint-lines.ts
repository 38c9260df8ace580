import type { DiscoveredService } from '../../src/run/init/discover-service.js';

/** What was found, a line for each route. */
export const endpointLines = ({ routes }: Pick<DiscoveredService, 'routes'>): readonly string[] =>
  routes.map(({ candidate, path, outcome }) => {
    const became = outcome.kind === 'left-out' ? outcome.reason : outcome.kind;
    return `${candidate.method} ${path}: ${became}`;
  });
