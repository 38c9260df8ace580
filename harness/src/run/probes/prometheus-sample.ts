/** The sample that is asked for: its name, and the labels that it must have. */
interface Selector {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** A line of the text format, https://prometheus.io/docs/instrumenting/exposition_formats/. */
const line = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})?\s+(?<value>\S+)(?:\s+-?\d+)?\s*$/;
const label = /([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;

const labelsOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(label)].map(([, name = '', value = '']) => [name, value]));

function selectorOf(text: string): Selector {
  const [, name = '', labels = ''] = /^([\w:]+)(?:\{(.*)\})?$/.exec(text) ?? [];
  return { name, labels: labelsOf(labels) };
}

interface Sample {
  readonly name: string;
  /** The text between the braces; empty where there are no labels. */
  readonly labels: string;
  readonly value: string;
}

const samplesOf = (text: string): readonly Sample[] =>
  text.split('\n').flatMap((each) => {
    const { name = '', labels = '', value = '' } = line.exec(each)?.groups ?? {};
    return name === '' ? [] : [{ name, labels, value }];
  });

const shownName = ({ name, labels }: Sample): string => (labels === '' ? name : `${name}{${labels}}`);

/** The value as a number; null for `NaN`, `+Inf` and `-Inf`, of which no growth can be measured. */
const numberOf = (text: string): number | null => (Number.isFinite(Number(text)) ? Number(text) : null);

const mostShown = 8;

/**
 * Finds the number of a sample in Prometheus' text format. Where several samples have the labels, returns their sum.
 *
 * @param wanted e.g. `queue_messages{queue="mail"}`.
 * @throws Error when there is no such number. Its message says what was found instead.
 */
export function prometheusSample(text: string, wanted: string): number {
  const selector = selectorOf(wanted);
  const samples = samplesOf(text);
  const named = samples.filter(({ name }) => name === selector.name);
  const found = named.filter(({ labels }) => {
    const own = labelsOf(labels);
    return [...selector.labels].every(([name, value]) => own.get(name) === value);
  });
  const values = found.flatMap(({ value }) => numberOf(value) ?? []);
  if (values.length > 0) return values.reduce((sum, value) => sum + value, 0);
  if (found[0] !== undefined) throw new Error(`its sample ${wanted} is ${found[0].value}, and no number`);
  const others = [...new Set((named.length > 0 ? named : samples).map(shownName))];
  const shown = others.slice(0, mostShown).join(', ') + (others.length > mostShown ? ', …' : '');
  throw new Error(`it has no sample ${wanted}${shown === '' ? '' : `; it has ${shown}`}`);
}
