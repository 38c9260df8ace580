import { toTerminalSafe } from './format/terminal-safe.js';

/** One stream of the terminal. Fakes in tests collect what is written. */
export interface OutputStream {
  /** Text, with text of strangers in it: what a terminal or a CI system would obey is made harmless, but for our own style. */
  write(text: string): void;
  /** What a terminal or a CI system is to obey: cursor movements, commands. Text of strangers in it was escaped before. */
  control(text: string): void;
  readonly isTTY: boolean;
  readonly colors: boolean;
  /** Read anew for each line, because windows are resized. */
  readonly columns: number;
}

/** Where reporters write: data goes to `stdout`, progress to `stderr`. */
export interface Output {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** False where only ASCII can be shown. */
  readonly unicode: boolean;
}

interface WritableTerminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface OutputProcess {
  readonly stdout: WritableTerminal;
  readonly stderr: WritableTerminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

const widthWithoutTerminal = 100;

/** The terminal of a process, its settings read once. Pass `process`. */
export function createOutput({ stdout, stderr, env, platform }: OutputProcess): Output {
  return {
    stdout: createStream(stdout, env),
    stderr: createStream(stderr, env),
    unicode: platform !== 'win32' ? env.TERM !== 'linux' && env.TERM !== 'dumb' : env.WT_SESSION !== undefined,
  };
}

function createStream(stream: WritableTerminal, env: OutputProcess['env']): OutputStream {
  const isDumb = env.TERM === 'dumb';
  const isTTY = stream.isTTY === true && !isDumb;
  return {
    write: (text) => void stream.write(toTerminalSafe(text)),
    control: (text) => void stream.write(text),
    isTTY,
    colors: hasColors(isTTY, env),
    get columns() {
      return stream.columns ?? widthWithoutTerminal;
    },
  };
}

/** Rules of https://no-color.org and https://force-color.org: set and not empty counts. */
function hasColors(isTTY: boolean, env: OutputProcess['env']): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTTY;
}
