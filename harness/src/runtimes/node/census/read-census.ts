import { z } from 'zod';
import { type ObjectKind, type TypeOwner, typeOwners } from './instance-types.js';

/** What is alive in one heap after a collection. */
export interface Census {
  readonly applicationBytes: number;
  /** V8's own, made to run code: feedback, bytecode, machine code, transitions between shapes. */
  readonly codeBytes: number;
  /** Bytes of types that no row of the table matches. */
  readonly unknownBytes: number;
  /** Number of the application's objects by kind. Kinds without objects are absent. */
  readonly objects: Readonly<Partial<Record<ObjectKind, number>>>;
}

/** V8's report of live objects, as far as it is read. Its histograms of sizes are ignored. */
const schema = z.object({ type_data: z.record(z.string(), z.unknown()) });
const entrySchema = z.object({ count: z.number(), overall: z.number() });

/** The entry that ends the list. It is not a type. */
const endMark = 'END';

const knownOwners = new Map<string, TypeOwner | null>();

/** The owner of a type; null where no row of the table matches. */
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

/** @returns null where the text is no census. Then it is not known what is in the heap. */
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
  // Each heap has objects. A list without any has a form that we do not know.
  if ((objects.Object ?? 0) === 0) return null;
  return { applicationBytes: application, codeBytes: code, unknownBytes: unknown, objects };
}
