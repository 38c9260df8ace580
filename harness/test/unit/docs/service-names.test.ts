import { expect } from 'chai';
import { services } from '../../../src/model/services/catalogue.js';
import { listFiles, readText } from './markdown.js';

/** Where a service is defined, started and watched, and where users and old files name it. */
const ofServices = ['model/services/', 'services/', 'agents/'];

/**
 * Where one service is named besides, each for something that no other has. Who adds a service changes none of them but the
 * types of the configuration.
 */
const ofOneService: Readonly<Record<string, string>> = {
  'cli/services-command.ts': 'a dump of PostgreSQL',
  'config/user-services.ts': 'the types of the configuration',
  'config/user-config.ts': 'the types of the configuration',
  'model/metrics/pool-metrics.ts': 'pools of `pg`',
  'run/doctor/ability-checks.ts': 'pools of `pg`',
  'platform/secrets/secret.ts': 'words that are no secret',
  'schema/upgrade-line.ts': 'recordings of earlier versions',
};

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

const variables = services.flatMap(({ url, variables: names }) => [url.variable, ...Object.keys(names)]);
const words = services.flatMap(({ kind, title }) => [
  `\\b${title}\\b`,
  `'${kind}'`,
  `\\b${kind}\\??:`,
  `\\.${kind}\\b`,
]);
const naming = new RegExp([...words, ...variables.map((name) => `\\b${name}\\b`)].join('|'));

describe('the name of a service', () => {
  const files = ['harness/src', 'page/src']
    .flatMap((root) => listFiles(/\.(c?ts|tsx)$/, root))
    .filter((file) => naming.test(withoutComments(readText(file))))
    .map((file) => file.replace(/^harness\/src\//, ''))
    .filter((file) => !ofServices.some((folder) => file.startsWith(folder)));

  it('stands in its definition, in what starts it, and where it is told from others', () => {
    expect(files.filter((file) => !Object.hasOwn(ofOneService, file))).to.deep.equal([]);
  });

  it('does not stay listed where it is no longer', () => {
    expect(Object.keys(ofOneService).filter((file) => !files.includes(file))).to.deep.equal([]);
  });
});
