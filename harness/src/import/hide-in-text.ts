import { maskPatterns } from '../platform/secrets/patterns.js';
import { toSecret } from '../platform/secrets/secret.js';
import { maySaySecret } from '../platform/secrets/secret-name.js';
import { refersTo, type VariableList } from './variable-list.js';

/** Replaces a text by a reference to a variable if its name or its form shows that it is secret. */
export type Hide = (name: string, value: string, purpose: string, isNumber?: boolean) => string;

export function createHide(variables: VariableList): Hide {
  return (name, value, purpose, isNumber) => {
    if (refersTo(value, variables.all)) return value;
    const isNamed = maySaySecret(name) && toSecret(value, '', 'certain').length > 0;
    return isNamed || maskPatterns(value) !== value ? variables.refer(name, purpose, value, isNumber) : value;
  };
}

export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Hides secrets in pairs such as `a=1&token=…`. Everything else stays as it is written. */
export function hideInPairs(text: string, place: string, hide: Hide): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const value = decoded(rest.join('='));
      const hidden = hide(decoded(name), value, `${place} ${decoded(name)}`);
      return hidden === value ? pair : `${name}=${hidden}`;
    })
    .join('&');
}
