const placeholder = /\{([A-Za-z_][\w.-]*)\}/g;
const wholeName = /^[A-Za-z_][\w.-]*$/;

/** Whether a template can have `{name}` with this name. */
export const isPlaceholderName = (name: string): boolean => wholeName.test(name);

/** Names of the placeholders in a template, e.g. `n` for `/items/{n}`. A name is listed as often as it occurs. */
export const placeholdersOf = (template: string): readonly string[] =>
  [...template.matchAll(placeholder)].map(([, name = '']) => name);

export const hasPlaceholder = (template: string): boolean => template.search(placeholder) >= 0;

/** The texts between the placeholders. */
export const textBetweenPlaceholders = (template: string): readonly string[] =>
  template.split(/\{[A-Za-z_][\w.-]*\}/).filter((text) => text !== '');

/**
 * Replaces placeholders by their values. A name without a value stays as it is, because `{` may have another meaning.
 */
export const fillPlaceholders = (template: string, lookUp: (name: string) => string | undefined): string =>
  template.includes('{') ? template.replace(placeholder, (whole, name: string) => lookUp(name) ?? whole) : template;
