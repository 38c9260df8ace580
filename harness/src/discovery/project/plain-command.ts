import { maySaySecret } from '../../platform/secrets/secret-name.js';

/** A command line, and the variables that stand in front of it. */
export interface PlainCommand {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

const assignment = /^([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|([^\s"'`$]*))\s+/;
const shellSyntax = /[|&;<>()$`\n]/;

/** Removes `cross-env`, `exec` and assignments from the front of a script. */
function withoutEnv(script: string): PlainCommand {
  const env: Record<string, string> = {};
  let rest = script.trim().replace(/^(?:exec|cross-env)\s+/, '');
  for (let match = assignment.exec(rest); match !== null; match = assignment.exec(rest)) {
    env[match[1] ?? ''] = match[2] ?? match[3] ?? match[4] ?? '';
    rest = rest.slice(match[0].length);
  }
  return { command: rest.replace(/^cross-env\s+/, ''), env };
}

/** Programs that run a file, most of them watching it, and the command that only runs it. */
const runners: readonly (readonly [pattern: RegExp, command: string])[] = [
  [/^node (?:--watch(?:-path=\S+|-preserve-output)? )+(.+)$/, 'node $1'],
  [/^node ((?!.*--watch).+)$/, 'node $1'],
  [/^tsx (?:watch |--watch )?(?:--clear-screen=\w+ )?((?!-)\S.*)$/, 'node --import tsx $1'],
  [/^nodemon ((?!-)\S+\.[cm]?js.*)$/, 'node $1'],
  [/^(?:ts-node-dev|tsnd) (?:--?[\w-]+(?:=\S+)? )*((?!-)\S+\.ts.*)$/, 'npx ts-node $1'],
];

/**
 * Turns a script that is one program running one file into a command that needs no package manager. Null for all other
 * scripts.
 */
export function toPlainCommand(script: string): PlainCommand | null {
  const { command, env } = withoutEnv(script);
  // A script with a secret is not copied, because the command is written into a file.
  if (shellSyntax.test(command) || Object.keys(env).some(maySaySecret)) return null;
  for (const [pattern, plain] of runners) {
    if (pattern.test(command)) return { command: command.replace(pattern, plain), env };
  }
  return null;
}

/** Whether a script compiles, watches or starts several things instead of only running the service. */
export const doesMore = (script: string): boolean =>
  /\b(?:build|tsc|webpack|rollup|esbuild|swc|babel|nest start|nodemon|concurrently|turbo|ts-node-dev|tsnd|watch|dev)\b|(?:^|\s)-w\b/.test(
    script.replace(/\S*\/\S*/g, 'path'),
  );
