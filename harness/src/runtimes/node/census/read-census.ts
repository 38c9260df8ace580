import { z } from 'zod';
import { type ObjectKind, type TypeOwner, typeOwners } from './instance-types.js';

/** What is alive in one heap after a collection. */
export interface Census {
  readonly applicationBytes: number;
  /** V8's own, made for running code: feedback, bytecode, machine code, shapes of objects. */
  readonly codeBytes: number;
  /** Of types that nobody has told us about. */
  readonly unknownBytes: number;
  /** The application's objects by kind; kinds of which there are none are absent. */
  readonly objects: Readonly<Partial<Record<ObjectKind, number>>>;
}

/** V8's text of live objects; the histograms of their sizes are passed over. */
const schema = z.object({ type_data: z.record(z.string(), z.unknown()) });
const entrySchema = z.object({ count: z.number(), overall: z.number() });

/** Not a type: closes the list. */
const endMark = 'END';

const knownOwners = new Map<string, TypeOwner | null>();

/** Null for a type that no row of the table knows. */
export function ownerOf(type: string): TypeOwner | null {
  const known = knownOwners.get(type);
  if (known !== undefined) return known;
  const name = type.replace(/_TYPE$/, '');
  const owner = typeOwners.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  knownOwners.set(type, owner);
  return owner;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return schema.parse(JSON.parse(text)).type_data;
  } catch {
    return null;
  }
}

/** @returns null for a text that is no census: then nobody knows what is in the heap. */
export function readCensus(text: string): Census | null {
  const types = parse(text);
  if (types === null) return null;
  const bytes = { application: 0, code: 0, unknown: 0, outside: 0 };
  const objects: Partial<Record<ObjectKind, number>> = {};
  for (const [type, data] of Object.entries(types)) {
    const entry = entrySchema.safeParse(data);
    if (type === endMark || !entry.success || entry.data.count === 0) continue;
    const { count, overall } = entry.data;
    const owner = ownerOf(type);
    if (owner === null) bytes.unknown += overall;
    else if (owner === 'code' || owner === 'outside') bytes[owner] += overall;
    else bytes.application += overall;
    if (owner === null || owner === 'part' || owner === 'code' || owner === 'outside') continue;
    objects[owner] = (objects[owner] ?? 0) + count;
  }
  const { application, code, unknown } = bytes;
  // Each heap has objects: a list without one is of a shape that we do not know.
  if ((objects.Object ?? 0) === 0) return null;
  return { applicationBytes: application, codeBytes: code, unknownBytes: unknown, objects };
}
