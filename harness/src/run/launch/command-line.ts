/** Quotes an argument, so that it stays in one piece when the line is split again. */
const quoted = (argument: string): string =>
  /^[\w./:=@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** Joins a command into one line. */
export const commandLine = (command: string | readonly string[]): string =>
  typeof command === 'string' ? command : command.map(quoted).join(' ');
