/** Escape sequences of Leakline's own style: the codes of picocolors that `terminal/style.ts` uses. */
const ownStyle = '\\u001b\\[(?:1|2|22|31|32|33|35|39)m';

/** Characters that change the direction of text, including Leakline's own words beside it. */
export const turningCharacters = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

/** Control characters except tab and line feed, C1 controls, and characters that change the direction of text. */
export const obeyedCharacters = `\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f${turningCharacters}`;

const styleOrObeyed = new RegExp(`(${ownStyle})|(\\r)(?=\\n)|[${obeyedCharacters}]+`, 'g');

/** GitHub Actions reads such a command at the beginning of a line. */
const commandAtStart = new RegExp(`^((?:[^\\S\\n]|${ownStyle})*:)(?=:)`, 'gm');

/** GitHub Actions, Azure Pipelines, TeamCity and GitLab read these commands anywhere in a line. */
const commandAnywhere = /#(?=#(?:\[|vso\[|teamcity\[))|section_(?:start|end)(?=:)/gi;

/** Breaks up commands to CI systems by inserting a space, so that none of them is obeyed. */
export const withoutCiCommands = (text: string): string =>
  text.replace(commandAtStart, '$1 ').replace(commandAnywhere, '$& ');

/**
 * Makes text safe for a terminal and for the log of a CI system, whatever strangers put into it. Of all escape
 * sequences only Leakline's own style stays, and no line is a command.
 */
export function toTerminalSafe(text: string): string {
  const styled = text.replace(
    styleOrObeyed,
    (_all, style?: string, lineEnd?: string) => style ?? (lineEnd === undefined ? ' ' : ''),
  );
  return withoutCiCommands(styled);
}
