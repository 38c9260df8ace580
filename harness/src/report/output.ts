import { toTerminalSafe } from './format/terminal-safe.js';

/** One stream of the terminal. In tests, a fake collects what is written. */
export interface OutputStream {
  /**
   * Writes text that may hold text of strangers. Everything that a terminal or a CI system would obey is made harmless,
   * except for Leakline's own style.
   */
  write(text: string): void;
  /**
   * Writes what a terminal or a CI system has to obey: cursor movements, commands. Text of strangers in it must be
   * escaped already.
   */
  control(text: string): void;
  readonly isTTY: boolean;
  readonly colors: boolean;
  /** It is read again for each line, because windows are resized. */
  readonly columns: number;
}

/** Where reporters write: data to `stdout`, progress to `stderr`. */
export interface Output {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** False when only ASCII can be shown. */
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

/** Creates the output for a process. Its settings are read once. */
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

/**
 * Whether to use colours, by the rules of https://no-color.org and https://force-color.org: a variable counts if it is
 * set and not empty.
 */
function hasColors(isTTY: boolean, env: OutputProcess['env']): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTTY;
}
