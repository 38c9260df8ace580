/**
 * Characters that `JSON.stringify` does not escape and terminals obey: C1 controls, and those that change the direction
 * of text.
 */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Texts that CI systems obey anywhere in a line. One character of each is written as an escape. */
const ciCommand = /#(?=#(?:\[|vso\[|teamcity\[))|(?<=section)_(?=(?:start|end):)/gi;

const toCode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON with the same meaning that contains no commands for a terminal or for the log of a CI system. */
export function toTerminalSafeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(obeyed, toCode).replace(ciCommand, toCode);
}
