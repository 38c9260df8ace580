import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

function skipWithout(shell: string, test: Mocha.Context): void {
  if (spawnSync(shell, ['-c', 'exit'], { stdio: 'ignore' }).status === 0) return;
  console.warn(`      skipped: no ${shell} on this machine`);
  test.skip();
}

/** What stands on the line of an interactive zsh, set up with the script, once the tabulator was pressed. */
function completeInZsh(script: string, line: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-zsh-'));
  const tell = 'tell() { print -r -- "<$BUFFER>" }; zle -N tell; bindkey "^X" tell';
  writeFileSync(path.join(folder, '.zshrc'), `${script}\n${tell}\nprint set""up\n`);
  const driver = `
    zmodload zsh/zpty
    zpty inner zsh -d -i
    zpty -r -m inner seen '*setup*' && zpty -w -n inner "$1"$'\\t\\x18' && zpty -r -m inner seen '*<*>*' && print -r -- "$seen"
    zpty -d inner
  `;
  const env = { ...process.env, ZDOTDIR: folder, TERM: 'dumb' };
  try {
    const seen = execFileSync('zsh', ['-f', '-c', driver, 'zsh', line], { encoding: 'utf8', env, timeout: 20_000 });
    return /<(leakline [^>]*)>/.exec(seen)?.[1]?.trim() ?? seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function completeInFish(script: string, line: string): readonly string[] {
  const given = `${script}\ncomplete -C ${JSON.stringify(line)}`;
  const offered = execFileSync('fish', ['--no-config', '-c', given], { encoding: 'utf8', timeout: 20_000 });
  return offered.split('\n').flatMap((word) => word.split('\t')[0] || []);
}

describe('leakline completion', () => {
  // Zsh sets up its completion anew for each line.
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

  it('completes in zsh', async function () {
    skipWithout('zsh', this);
    const script = await print('completion', 'zsh');
    expect(completeInZsh(script, 'leakline rep')).to.equal('leakline report');
    expect(completeInZsh(script, 'leakline run --upd')).to.equal('leakline run --update-baseline');
    expect(completeInZsh(script, 'leakline profile fl')).to.equal('leakline profile flame');
  });

  it('completes in fish', async function () {
    skipWithout('fish', this);
    const script = await print('completion', 'fish');
    expect(completeInFish(script, 'leakline rep')).to.deep.equal(['report']);
    expect(completeInFish(script, 'leakline ')).to.include.members(['run', 'doctor', 'completion', 'help']);
    expect(completeInFish(script, 'leakline run --upd')).to.deep.equal(['--update-baseline']);
    expect(completeInFish(script, 'leakline run --diagnose al')).to.deep.equal(['always']);
    expect(completeInFish(script, 'leakline profile fl')).to.deep.equal(['flame']);
    expect(completeInFish(script, 'leakline help rep')).to.deep.equal(['report']);
    expect(completeInFish(script, 'leakline run --no-such')).to.deep.equal([]);
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
