import { stripVTControlCharacters } from 'node:util';

/** Control and format characters (zero width, direction, NUL of UTF-16 read as UTF-8) but tab and line ends; half pairs. */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text as it reads: without escape sequences of terminals, and without characters that nobody sees. */
export const withoutInvisible = (text: string): string => stripVTControlCharacters(text).replace(invisible, '');
