import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { runProgram } from '../../../src/cli/program.js';
import { createFakeOutput } from '../../fixtures/report/fake-output.js';

async function print(...argv: readonly string[]): Promise<string> {
  const output = createFakeOutput();
  const context = { cwd: '/', environment: {}, output, signal: new AbortController().signal };
  await runProgram(argv, context, '0.0.0');
  return output.written.stdout;
}

/** What bash would offer for the last of these words. */
function complete(script: string, ...words: readonly string[]): readonly string[] {
  const test = `${script}\nCOMP_WORDS=("$@")\nCOMP_CWORD=$(($# - 1))\n_leakline\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const offered = execFileSync('bash', ['-c', test, 'bash', 'leakline', ...words], { encoding: 'utf8' });
  return offered.split('\n').filter((word) => word !== '');
}

describe('leakline completion', () => {
  it('completes commands, options and choices', async () => {
    const script = await print('completion', 'bash');
    expect(complete(script, 're')).to.deep.equal(['report']);
    expect(complete(script, '')).to.include.members(['run', 'doctor', 'completion', 'help']);
    expect(complete(script, 'run', '--upd')).to.deep.equal(['--update-baseline']);
    expect(complete(script, 'run', 'al')).to.deep.equal(['always']);
    expect(complete(script, 'profile', 'fl')).to.deep.equal(['flame']);
    expect(complete(script, 'services', 'd')).to.deep.equal(['dump']);
    expect(complete(script, 'run', 'no-such-file')).to.deep.equal([]);
  });

  it('prepares zsh for it', async () => {
    expect(await print('completion', 'zsh')).to.match(/^autoload .*bashcompinit\n_leakline\(\)/);
  });
});

describe('leakline --help', () => {
  it('has examples and exit codes', async () => {
    expect(await print('--help'))
      .to.include('$ leakline init --yes && leakline run')
      .and.match(/130 interrupted\.\n$/);
    for (const command of ['run', 'analyze', 'compare', 'report', 'init', 'completion']) {
      expect(await print(command, '--help'), command).to.not.match(/default: (\[\]|\{\})/);
      expect(await print(command, '--help'), command)
        .to.include(`$ `)
        .and.include(`leakline ${command}`);
    }
  });
});
