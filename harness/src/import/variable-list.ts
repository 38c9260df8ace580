import { services } from '../model/services/catalogue.js';
import type { Variable } from './imported.js';

/** Collects the variables of an import. Each value gets one name. */
export interface VariableList {
  /** Returns the reference that stands for a value, e.g. `${API_TOKEN}`. */
  refer(name: string, purpose: string, value: string | null, isNumber?: boolean): string;
  readonly all: readonly Variable[];
}

/** Names that every shell or Leakline itself sets. A document must not use them by chance. */
const taken: readonly string[] = [
  ...['PATH', 'HOME', 'USER', 'USERNAME', 'LOGNAME', 'PWD', 'SHELL', 'LANG', 'TERM', 'HOST', 'HOSTNAME', 'TMPDIR'],
  ...['PORT', 'NODE_ENV', 'NODE_OPTIONS', 'TARGET_URL'],
  ...services.map(({ url }) => url.variable),
];

/** Makes a variable's name: `X_API_KEY` of `x-api-key`, `API_KEY` of `apiKey`. */
function variableName(text: string): string {
  const name = text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (name === '') return 'VALUE';
  return taken.includes(name) || /^\d/.test(name) ? `APP_${name}` : name;
}

export function createVariableList(): VariableList {
  const all: Variable[] = [];
  const add = (name: string, purpose: string, value: string | null, isNumber: boolean): string => {
    const isTaken = (candidate: string): boolean => all.some((variable) => variable.name === candidate);
    let free = name;
    for (let count = 2; isTaken(free); count++) free = `${name}_${count}`;
    all.push({ name: free, purpose, value, isNumber });
    return free;
  };
  return {
    all,
    refer: (text, purpose, value, isNumber = false) => {
      const name = variableName(text);
      const known = all.find((variable) =>
        value === null
          ? variable.name === name && variable.value === null
          : variable.value === value && variable.isNumber === isNumber,
      );
      return `\${${known?.name ?? add(name, purpose, value, isNumber)}}`;
    },
  };
}

const referencePattern = /\$\{([A-Z][A-Z\d_]*)\}/g;

/** Whether a text has a reference to one of the variables. */
export const refersTo = (text: string, variables: readonly Variable[]): boolean =>
  [...text.matchAll(referencePattern)].some(([, name]) => variables.some((variable) => variable.name === name));

/** Replaces the references to these variables. Text that only looks like a reference stays. */
export const replaceReferences = (
  text: string,
  variables: readonly Variable[],
  replace: (variable: Variable) => string,
): string =>
  text.replace(referencePattern, (all, name: string) => {
    const variable = variables.find((known) => known.name === name);
    return variable === undefined ? all : replace(variable);
  });

/** The variable that a text refers to, if the text is nothing but that reference. */
export const soleVariable = (text: string, variables: readonly Variable[]): Variable | undefined =>
  variables.find(({ name }) => text === `\${${name}}`);
