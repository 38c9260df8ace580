import picocolors from 'picocolors';
import type { Verdict } from '../../model/result.js';
import { asciiVerdictSymbols, verdictSymbols } from '../format/verdict-words.js';
import type { Output, OutputStream } from '../output.js';

type Paint = (text: string) => string;

/** Colours and symbols of one stream. They are plain when the stream shows none. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly warn: Paint;
  readonly symbol: Readonly<Record<Verdict, string>>;
  readonly separator: string;
  readonly ellipsis: string;
  readonly bar: { readonly full: string; readonly empty: string };
  paint(verdict: Verdict, text: string): string;
  /** Replaces characters that the terminal cannot show. */
  text(text: string): string;
}

/** The style for one stream of the output. */
export function createStyle({ unicode }: Output, { colors }: OutputStream): Style {
  const { bold, dim, yellow, red, green, magenta } = picocolors.createColors(colors);
  const paints = { leaking: red, clean: green, inconclusive: yellow, failed: magenta } as const;
  return {
    bold,
    dim,
    warn: yellow,
    symbol: unicode ? verdictSymbols : asciiVerdictSymbols,
    separator: unicode ? ' · ' : ' | ',
    ellipsis: unicode ? '…' : '...',
    bar: unicode ? { full: '━', empty: '─' } : { full: '#', empty: '-' },
    paint: (verdict, text) => paints[verdict](text),
    text: (text) => (unicode ? text : toAscii(text)),
  };
}

function toAscii(text: string): string {
  return text
    .replaceAll('−', '-')
    .replaceAll('…', '...')
    .replaceAll('·', '|')
    .replaceAll('→', '->')
    .replaceAll('×', 'x')
    .replaceAll('›', '>');
}
