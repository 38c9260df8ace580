import { query } from 'json-p3';
import type { ProbeAction, ProbeRead } from '../../config/resolved-config.js';
import type { TlsTrust } from '../../model/tls.js';
import { getText } from '../../platform/network/get-text.js';
import { lastLine, runShell } from '../../platform/processes/run-shell.js';
import { excerptOf } from '../../platform/text/excerpt.js';
import { prometheusSample } from './prometheus-sample.js';

/** What is needed to read a number that the user configured. */
export interface ProbeReach {
  /** Base URL of the target. It is put in front of URLs that begin with a slash. */
  readonly baseUrl: string;
  /** Which certificates are accepted there. */
  readonly trust: TlsTrust;
  /** Variables of commands. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The same limit as for commands. */
const timeoutMs = 10_000;

/** Length of an answer in a message. It is enough to see what came instead of a number. */
const shownCharacters = 120;

const shown = (text: string): string =>
  text.trim() === '' ? 'nothing' : `"${excerptOf(text.trim(), shownCharacters)}"`;

/** Runs a command line and returns what it printed. */
async function printedBy(command: string, { environment }: ProbeReach, signal: AbortSignal): Promise<string> {
  const { exitCode, how, output, stdout } = await runShell(command, environment, signal);
  if (exitCode !== 0) throw new Error(`the command ${how} and printed ${shown(output)}`);
  return stdout;
}

async function ask(url: string, method: string, { baseUrl, trust }: ProbeReach, signal: AbortSignal): Promise<string> {
  const isOfTarget = url.startsWith('/');
  const address = isOfTarget ? baseUrl + url : url;
  const limit = AbortSignal.timeout(timeoutMs);
  return getText(address, {
    signal: AbortSignal.any([signal, limit]),
    trust: isOfTarget ? trust : undefined,
    method,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${method} ${address}: ${limit.aborted ? `no answer in ${timeoutMs / 1_000} s` : reason}`);
  });
}

function printedNumber(text: string): number {
  const last = lastLine(text);
  const value = last === '' ? Number.NaN : Number(last);
  if (Number.isFinite(value)) return value;
  throw new Error(`the command printed ${shown(last)} and no number`);
}

function numberInJson(text: string, path: string, url: string): number {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Error(`${url} answered ${shown(text)} and no JSON`);
  }
  const found = query(path, document as Parameters<typeof query>[1]).values();
  if (found.length === 0) throw new Error(`there is no ${path} in the answer of ${url}: ${shown(text)}`);
  const numbers = found.map((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value));
  const wrong = numbers.find((value) => typeof value !== 'number' || !Number.isFinite(value));
  if (wrong !== undefined)
    throw new Error(`${path} in the answer of ${url} is ${shown(JSON.stringify(wrong))} and no number`);
  return numbers.reduce<number>((sum, value) => sum + Number(value), 0);
}

/** Does what has to be done before a number is read. The message of an error says what failed. */
export async function act(action: ProbeAction, reach: ProbeReach, signal: AbortSignal): Promise<void> {
  if (action.kind === 'shell') await printedBy(action.command, reach, signal);
  else await ask(action.url, action.method, reach, signal);
}

/**
 * Reads a number. Where a path or a sample leads to several numbers, returns their sum. The message of an error says
 * what was seen instead.
 */
export async function readNumber(read: ProbeRead, reach: ProbeReach, signal: AbortSignal): Promise<number> {
  if (read.kind === 'shell') return printedNumber(await printedBy(read.command, reach, signal));
  const text = await ask(read.url, 'GET', reach, signal);
  if (read.kind === 'json') return numberInJson(text, read.path, read.url);
  try {
    return prometheusSample(text, read.sample);
  } catch (error) {
    throw new Error(`${read.url}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
