/** What may drive a terminal, in C0 and C1. */
export const terminalEscape = '\u001b]0;owned\u0007\u001b[31mred\u009b31m';

// biome-ignore lint/suspicious/noControlCharactersInRegex: what may not be printed.
export const escaped = /[\u0007\u001b\u0080-\u009f]/;
