import { expect } from 'chai';
import { Command } from 'commander';
import { addAnalyzeCommand } from '../../../src/cli/analyze-command.js';
import { addCompareCommand } from '../../../src/cli/compare-command.js';
import { addCompletionCommand } from '../../../src/cli/completion-command.js';
import { addDoctorCommand } from '../../../src/cli/doctor-command.js';
import { addInitCommand } from '../../../src/cli/init-command.js';
import { addProfileCommand } from '../../../src/cli/profile-options.js';
import { addReportCommand } from '../../../src/cli/report-command.js';
import { addRunCommand } from '../../../src/cli/run-options.js';
import { addServicesCommand } from '../../../src/cli/services-command.js';
import { type ShownCommand, shownCommands } from './commands.js';
import { listFiles, readText } from './markdown.js';

const { scripts } = JSON.parse(readText('package.json')) as { scripts: Readonly<Record<string, string>> };

/** The real command line, but for what the commands do. */
function createParser(targetCommand: readonly string[]): Command {
  const program = new Command('leakline').exitOverride().configureOutput({ writeErr: () => undefined });
  const accept = async (): Promise<void> => undefined;
  addRunCommand(program, targetCommand, accept);
  addAnalyzeCommand(program, accept);
  addCompareCommand(program, accept);
  addReportCommand(program, accept);
  addInitCommand(program, accept);
  addDoctorCommand(program, accept);
  addProfileCommand(program, accept);
  addServicesCommand(program, accept);
  addCompletionCommand(program, accept);
  program.command('setup').action(accept);
  return program;
}

/** The arguments of Leakline in a command: given directly, or by the npm script that it names; null in all others. */
function argumentsOf(command: ShownCommand): readonly string[] | null {
  const [first, ...rest] = command[0] === 'npx' ? command.slice(1) : command;
  if (first === 'leakline') return rest;
  if (first !== 'npm' || rest[0] !== 'run') return null;
  const [name = '', ...passed] = rest.slice(1).filter((word) => word !== '--silent');
  const [, own = null] = /\bleakline ([\w ]+)$/.exec(scripts[name] ?? '') ?? [];
  return own === null ? null : [...own.split(' '), ...passed.slice(passed[0] === '--' ? 1 : 0)];
}

async function problemOf(page: string, command: ShownCommand): Promise<string | null> {
  const given = argumentsOf(command) ?? [];
  const separator = given.indexOf('--');
  const own = separator === -1 ? given : given.slice(0, separator);
  try {
    await createParser(separator === -1 ? [] : given.slice(separator + 1)).parseAsync([...own], { from: 'user' });
    return null;
  } catch (error) {
    if ((error as { readonly exitCode?: number }).exitCode === 0) return null;
    return `${page}: ${command.join(' ')}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

describe('commands in the documents', () => {
  const shown = listFiles(/\.md$/).flatMap((page) =>
    shownCommands(readText(page)).map((command) => ({ page, command })),
  );
  const ours = shown.filter(({ command }) => argumentsOf(command) !== null);

  it('are found where they stand: alone, chained, in CI, behind npm', () => {
    const lines = ours.map(({ page, command }) => `${page}: ${command.join(' ')}`);
    expect(lines).to.include('docs/ci.md: npx leakline run --reporter compact,junit=reports/junit.xml');
    expect(lines).to.include(
      'docs/own-service.md: npx leakline run --get /missing --expect-status 404 -- node server.js',
    );
    expect(lines).to.include(
      'docs/own-service.md: npx leakline run --post /api/orders --body {"id": "{n}"} --service postgres -- node server.js',
    );
    expect(lines).to.include('README.md: npm run demo');
    expect(ours.length).to.be.greaterThan(20);
  });

  it('are understood by the command line', async () => {
    const problems = await Promise.all(ours.map(({ page, command }) => problemOf(page, command)));
    expect(problems.filter((problem) => problem !== null)).to.deep.equal([]);
  });

  it('would be refused with an option or a choice that does not exist', async () => {
    for (const wrong of ['run --no-such', 'run --diagnose sometimes', 'comparre a b', 'compare a', 'completion tcsh']) {
      expect(await problemOf('page', ['leakline', ...wrong.split(' ')]), wrong).to.not.equal(null);
    }
  });
});
