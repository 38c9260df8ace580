import { readFileSync } from 'node:fs';
import { createOutput, type ExitCode, HarnessError } from '../index.js';
import type { CliContext } from './cli-context.js';
import { exitCodeOf } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import { runProgram } from './program.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** A user's mistake needs no stack; a fault of ours shows everything. */
function explain(error: unknown): ExitCode {
  if (error instanceof HarnessError) {
    process.stderr.write(`leakline: ${error.message} [${error.code}]\n`);
    return exitCodeOf(error.code);
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`leakline: this is a fault of Leakline itself; please report it.\n${stack}\n`);
  return 3;
}

async function main(): Promise<ExitCode> {
  const interrupt = listenForInterrupt();
  const context: CliContext = {
    cwd: process.cwd(),
    environment: process.env,
    output: createOutput(process),
    signal: interrupt.signal,
  };
  try {
    return await runProgram(process.argv.slice(2), context, version);
  } catch (error) {
    return explain(error);
  } finally {
    interrupt.release();
  }
}

process.exitCode = await main();
