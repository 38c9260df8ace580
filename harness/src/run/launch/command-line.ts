/** Keeps an argument in one piece when the line is split again. */
const quoted = (argument: string): string =>
  /^[\w./:=@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** A command as one line. */
export const commandLine = (command: string | readonly string[]): string =>
  typeof command === 'string' ? command : command.map(quoted).join(' ');
