import { type Options, type Program, parse } from 'acorn';

const options = {
  ecmaVersion: 'latest',
  locations: true,
  allowHashBang: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
} as const satisfies Options;

/** Parses a script as a module, else as CommonJS; null when it is neither. */
export function parseProgram(text: string): Program | null {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(text, { ...options, sourceType });
    } catch {
      // The other kind, or no JavaScript at all.
    }
  }
  return null;
}
