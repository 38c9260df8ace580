import { readFileSync } from 'node:fs';
import { createOutput, type ExitCode } from '../index.js';
import type { CliContext } from './cli-context.js';
import { explain } from './explain.js';
import { listenForInterrupt } from './interrupt.js';
import { guardExitCode } from './last-resort.js';
import { runProgram } from './program.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

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

const finished = guardExitCode();
process.exitCode = await main();
finished();
