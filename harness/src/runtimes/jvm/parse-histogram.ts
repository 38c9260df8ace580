/** What all objects of a class hold by themselves. */
export interface ClassCount {
  readonly className: string;
  readonly objects: number;
  readonly bytes: number;
}

const primitives: Readonly<Record<string, string>> = {
  B: 'byte',
  C: 'char',
  D: 'double',
  F: 'float',
  I: 'int',
  J: 'long',
  S: 'short',
  Z: 'boolean',
};

/** `[B` → `byte[]`, `[Ljava.lang.Object;` → `java.lang.Object[]`. */
function shownName(name: string): string {
  const [, dimensions = '', rest = ''] = /^(\[+)(.+)$/.exec(name) ?? [];
  if (dimensions === '') return name;
  const member = rest.startsWith('L') ? rest.slice(1).replace(/;$/, '') : (primitives[rest] ?? rest);
  return `${member}${'[]'.repeat(dimensions.length)}`;
}

/** Reads the answer to `GC.class_histogram`. Classes of the same name in several loaders are added up. */
export function parseHistogram(text: string): readonly ClassCount[] {
  const byName = new Map<string, ClassCount>();
  for (const [, objects, bytes, name = ''] of text.matchAll(/^\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)/gm)) {
    const className = shownName(name);
    const known = byName.get(className) ?? { className, objects: 0, bytes: 0 };
    byName.set(className, {
      className,
      objects: known.objects + Number(objects),
      bytes: known.bytes + Number(bytes),
    });
  }
  return [...byName.values()];
}
