import type { RawEvidence } from '../../raw-evidence.js';
import { ownCodeOf } from '../source/own-code.js';
import { createScriptLibrary, type ScriptLibrary } from '../source/script.js';

function filesOf({ origins, allocations, growths }: RawEvidence): readonly string[] {
  const frames = [...origins, ...allocations].flatMap(({ stack }) => stack.map(({ file }) => file));
  return [...frames, ...growths.flatMap(({ retainers }) => retainers.flatMap(({ place }) => place?.file ?? []))];
}

/** The scripts of a pass, and whose they are. */
export const scriptsOf = (raw: RawEvidence, mainScripts: readonly string[]): ScriptLibrary =>
  createScriptLibrary(ownCodeOf(filesOf(raw), mainScripts));
