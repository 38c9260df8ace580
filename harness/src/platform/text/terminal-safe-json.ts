/** Characters that `JSON.stringify` leaves as they are, and terminals obey: C1 controls, and what turns the direction of text. */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What CI systems obey wherever it stands in a line; its second character is written as a code. */
const ciCommand = /#(?=#(?:\[|vso\[|teamcity\[))|(?<=section)_(?=(?:start|end):)/gi;

const toCode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON that means the same, and that neither a terminal nor the log of a CI system takes for commands. */
export function toTerminalSafeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(obeyed, toCode).replace(ciCommand, toCode);
}
