const placeholder = /\{([A-Za-z_][\w.-]*)\}/g;
const wholeName = /^[A-Za-z_][\w.-]*$/;

/** Whether `{name}` can stand in a template. */
export const isPlaceholderName = (name: string): boolean => wholeName.test(name);

/** Names of the placeholders in a template, e.g. `n` of `/items/{n}`, as often as they stand there. */
export const placeholdersOf = (template: string): readonly string[] =>
  [...template.matchAll(placeholder)].map(([, name = '']) => name);

export const hasPlaceholder = (template: string): boolean => template.search(placeholder) >= 0;

/** What stands between the placeholders. */
export const textBetweenPlaceholders = (template: string): readonly string[] =>
  template.split(/\{[A-Za-z_][\w.-]*\}/).filter((text) => text !== '');

/** Puts values in the places of their names. A name without a value stays as it stands: `{` begins other things, too. */
export const fillPlaceholders = (template: string, lookUp: (name: string) => string | undefined): string =>
  template.includes('{') ? template.replace(placeholder, (whole, name: string) => lookUp(name) ?? whole) : template;
