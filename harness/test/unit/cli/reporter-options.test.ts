import { expect } from 'chai';
import { chooseReporters, reportContextOf } from '../../../src/cli/default-reporters.js';
import { parseReporters } from '../../../src/cli/reporter-options.js';
import { createFakeOutput } from '../../fixtures/report/fake-output.js';

const contextWith = (environment: Readonly<Record<string, string>>) => ({
  cwd: '/work',
  environment,
  output: createFakeOutput(),
  signal: new AbortController().signal,
});
const namesOf = (text: string, environment = {}): readonly string[] =>
  chooseReporters({ reporters: text === '' ? [] : parseReporters(text, []), html: true }, contextWith(environment)).map(
    ({ name }) => name,
  );

describe('--reporter', () => {
  it('takes several, with files and paths', () => {
    expect(parseReporters('list,junit=reports/j=1.xml,./mine.mjs', [])).to.deep.equal([
      { name: 'list', file: null },
      { name: 'junit', file: 'reports/j=1.xml' },
      { name: './mine.mjs', file: null },
    ]);
  });

  const refusals: readonly (readonly [text: string, words: string])[] = [
    ['junt', 'There is no reporter "junt"; did you mean "junit"?'],
    ['', 'There is no reporter ""'],
    ['junit=', '--reporter junit= names no file'],
    ['json,junit', 'not both json and junit'],
    ['github=a.md', 'The github reporter writes into'],
  ];
  for (const [text, words] of refusals) {
    it(`refuses "${text}"`, () => {
      expect(() => parseReporters(text, [])).to.throw(words);
    });
  }
});

describe('reporters of a run', () => {
  it('are the terminal and the page, unless named', () => {
    expect(namesOf('')).to.deep.equal(['compact', 'html']);
    expect(namesOf('list')).to.deep.equal(['list', 'html']);
    expect(namesOf('junit=a.xml')).to.deep.equal(['junit', 'compact', 'html']);
  });

  it('have github among them on GitHub Actions', () => {
    expect(namesOf('', { GITHUB_ACTIONS: 'true' })).to.deep.equal(['compact', 'html', 'github']);
    expect(namesOf('github', { GITHUB_ACTIONS: 'true' })).to.deep.equal(['github', 'compact', 'html']);
  });

  it('know the job only on GitHub Actions', () => {
    const environment = { GITHUB_WORKSPACE: '/repo', GITHUB_STEP_SUMMARY: '/tmp/summary' };
    expect(reportContextOf(contextWith(environment)).github).to.equal(null);
    expect(reportContextOf(contextWith({ ...environment, GITHUB_ACTIONS: 'true' })).github).to.deep.equal({
      workspace: '/repo',
      stepSummaryFile: '/tmp/summary',
    });
  });
});
