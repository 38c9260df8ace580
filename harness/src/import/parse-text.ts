import { load, YAMLException } from 'js-yaml';
import { type DocumentKind, documentBroken, documentOfOtherKind } from './import-messages.js';
import { createJsonReader, JsonProblem } from './json-reader.js';
import { recognizeText } from './recognize.js';

const isJson = (text: string): boolean => /^\s*[{[]/.test(text);

function explainJson(text: string): JsonProblem {
  try {
    const reader = createJsonReader(['$.none'], () => undefined);
    reader.write(Buffer.from(text));
    reader.end();
    return new JsonProblem('somewhere', 'it is no JSON');
  } catch (error) {
    return error instanceof JsonProblem ? error : new JsonProblem('somewhere', String(error));
  }
}

/** Parses JSON. The error names the place that is wrong. */
export function parseJson(text: string, place: string, kind: DocumentKind): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const looksLike = isJson(text) ? null : recognizeText(text);
    if (looksLike !== null) throw documentOfOtherKind(place, kind, looksLike);
    const { where, message } = explainJson(text);
    throw documentBroken(place, kind, where, message);
  }
}

/** Parses JSON or YAML. The error names the place that is wrong. */
export function parseJsonOrYaml(text: string, place: string, kind: DocumentKind): unknown {
  if (isJson(text)) return parseJson(text, place, kind);
  const looksLike = recognizeText(text);
  if (looksLike !== null && looksLike !== kind) throw documentOfOtherKind(place, kind, looksLike);
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? { line: 0, column: 0 };
    throw documentBroken(place, kind, `line ${line + 1}, column ${column + 1}`, error.reason);
  }
}
