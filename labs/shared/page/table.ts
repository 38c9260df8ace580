/** A table that scrolls by itself where the page is narrower. */
export const table = (head: readonly string[], rows: readonly string[], kind = ''): string =>
  `<div class="scroll"><table class="${kind}"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

export const words = (text: string): string => `<th class="words">${text}</th>`;
export const heads = (columns: readonly string[]): readonly string[] => columns.map((title) => `<th>${title}</th>`);
export const cells = (values: readonly string[]): string => values.map((value) => `<td>${value}</td>`).join('');

export const tile = (title: string, value: string, note: string): string =>
  `<div class="tile">${title}<b>${value}</b><span class="quiet">${note}</span></div>`;
