import { obeyedCharacters, withoutCiCommands } from '../format/terminal-safe.js';

type Attributes = Readonly<Record<string, string | number>>;

/** An XML element whose children are already XML. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const open = `<${name}${given.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 forbids even when they are escaped. */
const forbidden = /[\ufffe\uffff]|\p{Surrogate}/gu;

/** All control characters. XML forbids some of them, and terminals obey the others. */
const obeyed = new RegExp(`[${obeyedCharacters}]`, 'g');

/** Escapes text for an element or attribute. Characters that terminals obey are removed, and
 * commands to CI systems are broken up. */
export function escapeXml(text: string): string {
  return withoutCiCommands(text)
    .replace(obeyed, (character) => (character === '\r' ? character : ''))
    .replace(forbidden, '')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
}
