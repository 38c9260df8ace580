import type { ErrorCode } from 'leakline';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import type { Command } from '../running-command.js';
import { escaped, terminalEscape } from '../terminal-escape.js';
import { readSeconds, refused } from '../unreadable.js';

const run = (
  name: string,
  files: Readonly<Record<string, string>>,
  expected: Expected,
  args: readonly string[] = ['run'],
): FaultCase => ({
  name,
  expected,
  limitSeconds: readSeconds,
  arrange: (ground: Ground): Command => {
    for (const [file, text] of Object.entries(files)) ground.write(file, text);
    return { args };
  },
});

const config = (
  name: string,
  text: string,
  code: ErrorCode = 'CONFIG_INVALID',
  file = 'leakline.config.mjs',
): FaultCase => run(`configuration: ${name}`, { [file]: text }, refused(code));

const minimal = `export default { targets: [{ name: 'server', command: ['node', 'server.cjs'] }], endpoints: ['GET /'],`;

const cases: readonly FaultCase[] = [
  config('throws', `throw new Error('my own');`, 'CONFIG_THROWS'),
  config('throws a string', `throw 'text';`, 'CONFIG_THROWS'),
  config('throws null', `throw null;`, 'CONFIG_THROWS'),
  config('syntax error', 'export default {', 'CONFIG_THROWS'),
  config('imports what is not there', `import 'not-there'; export default {};`, 'CONFIG_THROWS'),
  config('exports nothing', ''),
  config('exports null', 'export default null;'),
  config('exports a function', 'export default () => {};'),
  config('exports a promise that rejects', `export default Promise.reject(new Error('late'));`, 'CONFIG_THROWS'),
  config('is circular', 'const a = {}; a.targets = a; export default a;'),
  config('has a getter that throws', `export default { get targets() { throw new Error('trap'); } };`, 'CONFIG_THROWS'),
  config('is JSON with an error', '{ "targets": [ }', 'CONFIG_THROWS', 'leakline.config.json'),
  config('NaN, -1 and 1e400 for numbers', `${minimal} budget: { seconds: NaN }, connections: -1 };`),
  config('an unknown key with escapes', `${minimal} ${JSON.stringify(terminalEscape)}: 1 };`),
  config(
    'a million endpoints',
    `export default { targets: [{ name: 'server', command: ['node', 'server.cjs'] }], endpoints: Array.from({ length: 1e6 }, () => 7) };`,
  ),
  run(
    'configuration: exits with 0',
    { 'leakline.config.mjs': 'process.exit(0);' },
    { exit: [3], code: 'INTERNAL', says: /process.exit\(\)/ },
  ),
  run(
    'configuration: exits with 1',
    { 'leakline.config.mjs': 'process.exit(1);' },
    { exit: [3], code: 'INTERNAL', says: /process.exit\(\)/ },
  ),
  run(
    'configuration: awaits for ever',
    { 'leakline.config.mjs': 'await new Promise(() => {}); export default {};' },
    { exit: [3], code: 'INTERNAL', says: /process.exit\(\)/ },
  ),
  run(
    'baseline: no JSON',
    { 'leakline.config.mjs': `${minimal} };`, 'leakline.baseline.json': '{' },
    refused('BASELINE_UNREADABLE'),
  ),
  run(
    'baseline: another shape',
    { 'leakline.config.mjs': `${minimal} };`, 'leakline.baseline.json': '{"schemaVersion":1,"endpoints":[{}]}' },
    refused('BASELINE_UNREADABLE'),
  ),
  run('init: package.json is no JSON', { 'package.json': '{' }, { exit: [0, 4] }, ['init', '--yes']),
  run('init: package.json is a list', { 'package.json': '[]' }, { exit: [0, 4] }, ['init', '--yes']),
  run('init: scripts are numbers', { 'package.json': '{"scripts":{"start":5},"dependencies":7}' }, { exit: [0, 4] }, [
    'init',
    '--yes',
  ]),
];

const withEscapes = (faultCase: FaultCase): FaultCase =>
  faultCase.name.includes('escapes')
    ? { ...faultCase, expected: { ...faultCase.expected, saysNot: escaped } }
    : faultCase;

export const configurationCases: FaultGroup = { title: 'configurations', cases: cases.map(withEscapes) };
