/** How a language writes numbers: 1,234.5 in English, 1 234,5 (with a no-break space) in Russian. */
export type Notation = 'english' | 'russian';

const notations = {
  english: { number: /(?<![\p{L}\p{N}_])\d+(?:,\d{3}(?!\d))*(?:\.\d+)*/gu, group: /,/g },
  russian: { number: /(?<![\p{L}\p{N}_])\d+(?:[\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*/gu, group: /[\u00a0\u202f]/g },
} as const;

/** Figures of a text, written without groups and with a decimal point; the 50 of `p50` is part of a word. */
export function figuresIn(text: string, notation: Notation): readonly string[] {
  const { number, group } = notations[notation];
  return (text.match(number) ?? []).map((figure) => figure.replace(group, '').replaceAll(',', '.'));
}
