/** The style of our own texts: codes of picocolors that `terminal/style.ts` uses. */
const ownStyle = '\\u001b\\[(?:1|2|22|31|32|33|35|39)m';

/** What turns the direction of text: that of our own words beside it, too. */
export const turningCharacters = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

/** Control characters but tab and line feed, C1 controls, and what turns the direction of text. */
export const obeyedCharacters = `\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f${turningCharacters}`;

const styleOrObeyed = new RegExp(`(${ownStyle})|(\\r)(?=\\n)|[${obeyedCharacters}]+`, 'g');

/** GitHub Actions reads a command at the beginning of a line. */
const commandAtStart = new RegExp(`^((?:[^\\S\\n]|${ownStyle})*:)(?=:)`, 'gm');

/** GitHub Actions, Azure Pipelines, TeamCity and GitLab read these wherever they stand in a line. */
const commandAnywhere = /#(?=#(?:\[|vso\[|teamcity\[))|section_(?:start|end)(?=:)/gi;

/** Text in which no line is a command to a CI system: a space parts what would begin one. */
export const withoutCiCommands = (text: string): string =>
  text.replace(commandAtStart, '$1 ').replace(commandAnywhere, '$& ');

/**
 * Text as it may go to a terminal or the log of a CI system, whatever strangers put into it: of escape sequences our own
 * style is left, and no line is a command.
 */
export function toTerminalSafe(text: string): string {
  const styled = text.replace(
    styleOrObeyed,
    (_all, style?: string, lineEnd?: string) => style ?? (lineEnd === undefined ? ' ' : ''),
  );
  return withoutCiCommands(styled);
}
