import path from 'node:path';
import { expect } from 'chai';
import { listFiles, readText } from './markdown.js';

/** Services that `leakline doctor` measures. */
const doctorApps = ['run/doctor/twin-app.ts', 'run/doctor/probed-app.ts'];

/** Source files below these folders of `src` are allowed what the others are not. */
function filesWith(pattern: RegExp, allowed: readonly string[], folder = ''): readonly string[] {
  const root = 'harness/src';
  return listFiles(/\.(c?ts|tsx)$/, path.join(root, folder))
    .map((file) => path.relative(root, file))
    .filter((file) => !allowed.some((place) => file.startsWith(place)) && pattern.test(withoutStrings(file)));
}

/** Messages may speak of `process.env`; code may not. */
const withoutStrings = (file: string): string =>
  readText(path.join('harness/src', file)).replace(
    /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/.*/g,
    '',
  );

/** The absences that harness/ARCHITECTURE.md promises and no import rule can see. */
describe('invariants', () => {
  it('ends the process only in cli', () => {
    expect(filesWith(/process\.(exit|abort|reallyExit)\b/, ['cli/', ...doctorApps])).to.deep.equal([]);
  });

  it('reads the environment only at the edges', () => {
    const edges = ['cli/', 'integrations/', 'agents/', 'run/measure-server.ts', ...doctorApps];
    expect(filesWith(/process\.env\b/, edges)).to.deep.equal([]);
  });

  it('prints only through reporters and cli', () => {
    expect(filesWith(/console\.|process\.std(out|err)\b/, ['cli/'])).to.deep.equal([]);
  });

  it('judges without clock and chance', () => {
    expect(filesWith(/Math\.random|Date\.now|new Date|performance\./, [], 'analysis')).to.deep.equal([]);
  });

  it('judges without continuous samples: only budgets, symptoms, performance, peaks of processes and a warning look at them', () => {
    const allowed = [
      'analysis/budgets/',
      'analysis/symptoms/',
      'analysis/performance/',
      'analysis/processes/process-results.ts',
      'analysis/result/unused-services.ts',
    ];
    expect(filesWith(/\.samples\b/, allowed, 'analysis')).to.deep.equal([]);
  });

  it('has no folder barrels', () => {
    const found = ['harness/src', 'page/src'].flatMap((folder) => listFiles(/^index\.c?tsx?$/, folder));
    expect(found).to.deep.equal([path.join('harness/src', 'index.ts')]);
  });
});
