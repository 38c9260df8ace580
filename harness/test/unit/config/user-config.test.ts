import { expect } from 'chai';
import type { ParsedConfig } from '../../../src/config/config-schema.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { UserConfig } from '../../../src/config/user-config.js';
import { HarnessError } from '../../../src/platform/harness-error.js';

/** Names of settings, at every depth that has names of its own. */
type Names<T> = T extends readonly (infer Item)[]
  ? Names<Item>
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? string extends keyof T
        ? never
        : keyof T & string
      : never;

/** Fails to compile, with the names that only one of two types has. */
type Same<A, B> = [Exclude<A, B>, Exclude<B, A>] extends [never, never] ? true : [Exclude<A, B>, Exclude<B, A>];

/** The compiler checks these; that they are values keeps them from being unused. */
const checked = {
  settings: true satisfies Same<Names<UserConfig>, Names<ParsedConfig>>,
  targets: true satisfies Same<Names<UserConfig['targets']>, Names<ParsedConfig['targets']>>,
  ignoreRules: true satisfies Same<Names<UserConfig['ignore']>, Names<ParsedConfig['ignore']>>,
  invariants: true satisfies Same<Names<UserConfig['invariants']>, Names<ParsedConfig['invariants']>>,
};

const target = { name: 'shop', command: 'node server.js' };

describe('the type of a configuration', () => {
  it('names the settings that are checked', () => {
    expect(Object.values(checked)).to.deep.equal([true, true, true, true]);
  });

  it('refuses a metric that nobody measures, as the check does', () => {
    const misspelt: UserConfig = {
      targets: [target],
      // @ts-expect-error The name is misspelt.
      tolerances: { heapUsdBytes: 64 },
    };
    const member: UserConfig = { targets: [target], endpoints: ['/'], tolerances: { 'handles.Timeout': 0.01 } };
    const resolve = (config: UserConfig) => resolveConfig(config, {}, { configFile: null, cwd: '/', environment: {} });
    expect(() => resolve({ ...misspelt, endpoints: ['/'] })).to.throw(HarnessError, 'did you mean "heapUsedBytes"?');
    expect(resolve(member).analysis.tolerances).to.include({ 'handles.Timeout': 0.01 });
  });
});
