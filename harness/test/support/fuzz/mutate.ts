import fc from 'fast-check';

/** Names that a look-up in a plain object finds although nobody has put them there, and one that no text may hold whole. */
const hostileTexts = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '\u001b[31m\u0007', '\ud800', ''];

/** Values that stand in for another. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, -0, 0.5, 1e308, -1e308, 2 ** 53, 1e15, Number.MIN_VALUE),
  fc.constantFrom<unknown>([], {}, [null], [[]], { type: 'toString' }, 'x'.repeat(10_000)),
  fc.constantFrom(...hostileTexts),
  fc.jsonValue({ maxDepth: 2 }),
);

/** One change of a JSON value, at a place that `at` chooses among all of its places. */
export type Change =
  | { readonly kind: 'replace'; readonly at: number; readonly by: unknown }
  | { readonly kind: 'drop' | 'double' | 'nest' | 'swap'; readonly at: number }
  | { readonly kind: 'rename'; readonly at: number; readonly to: string }
  | { readonly kind: 'scale'; readonly at: number; readonly factor: number };

const place = fc.double({ min: 0, max: 0.999_999, noNaN: true });

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), at: place, by: strange }),
    fc.record({ kind: fc.constantFrom('drop', 'double', 'nest', 'swap'), at: place }),
    fc.record({
      kind: fc.constant('rename' as const),
      at: place,
      to: fc.constantFrom(...hostileTexts, 'type', 'added'),
    }),
    fc.record({ kind: fc.constant('scale' as const), at: place, factor: fc.constantFrom(-1, 0, 1e-3, 1e6, 1e300) }),
  ),
  { minLength: 1, maxLength: 3 },
);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesOf(root: unknown): readonly Place[] {
  const places: Place[] = [];
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      if (holder[key] !== undefined) open.push(holder[key]);
    }
  }
  return places;
}

/** As `JSON.parse` does it: a property of its own, whatever its name. */
const put = (holder: object, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
};

const nestingDepth = 2_000;

function nested(value: unknown): unknown {
  let inner = value;
  for (let depth = 0; depth < nestingDepth; depth++) inner = [inner];
  return inner;
}

/** A copy, or words where it is nested too deeply to be copied. */
function copied(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return 'nested too deeply';
  }
}

function apply({ holder, key }: Place, change: Change, other: Place): void {
  const value = holder[key];
  switch (change.kind) {
    case 'replace':
      put(holder, key, change.by);
      break;
    case 'drop':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 'double':
      if (Array.isArray(holder)) holder.splice(Number(key), 0, copied(value));
      else put(holder, `${key}2`, copied(value));
      return;
    case 'nest':
      put(holder, key, nested(value));
      break;
    case 'swap':
      put(holder, key, copied(other.holder[other.key]));
      break;
    case 'rename':
      delete holder[key];
      put(holder, change.to, value);
      break;
    case 'scale':
      if (typeof value === 'number') put(holder, key, value * change.factor);
  }
}

/** A copy of a JSON value with some changes. */
export function changed(original: unknown, wanted: readonly Change[]): unknown {
  const root = { value: structuredClone(original) };
  for (const change of wanted) {
    const places = placesOf(root);
    const chosen = places[Math.floor(change.at * places.length)];
    const other = places[Math.floor(((change.at * 7919) % 1) * places.length)];
    if (chosen === undefined || other === undefined) continue;
    apply(chosen, change, other);
    // What is nested so deeply could not be copied by a later change.
    if (change.kind === 'nest') break;
  }
  return root.value;
}

/** What may happen to the bytes of a file. */
export type Damage =
  | 'none'
  | 'cut'
  | 'noise'
  | 'bom'
  | 'crlf'
  | 'empty'
  | 'line-dropped'
  | 'line-doubled'
  | 'line-moved';

export const damages: fc.Arbitrary<{ readonly kind: Damage; readonly at: number }> = fc.record({
  kind: fc.oneof(
    { arbitrary: fc.constant<Damage>('none'), weight: 12 },
    {
      arbitrary: fc.constantFrom<Damage>('cut', 'noise', 'bom', 'crlf', 'line-dropped', 'line-doubled', 'line-moved'),
      weight: 6,
    },
    { arbitrary: fc.constant<Damage>('empty'), weight: 1 },
  ),
  at: place,
});

export function damaged(text: string, { kind, at }: { readonly kind: Damage; readonly at: number }): Buffer {
  const bytes = Buffer.from(text);
  const offset = Math.floor(at * bytes.length);
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  switch (kind) {
    case 'none':
      return bytes;
    case 'cut':
      return bytes.subarray(0, offset);
    case 'noise':
      return Buffer.concat([
        bytes.subarray(0, offset),
        Buffer.from([0, 255, 254, 27, 91, 128, 0]),
        bytes.subarray(offset),
      ]);
    case 'bom':
      return Buffer.concat([Buffer.from('\ufeff'), bytes]);
    case 'crlf':
      return Buffer.from(lines.join('\r\n'));
    case 'empty':
      return Buffer.alloc(0);
    case 'line-dropped':
      return Buffer.from(lines.toSpliced(line, 1).join('\n'));
    case 'line-doubled':
      return Buffer.from(lines.toSpliced(line, 0, lines[line] ?? '').join('\n'));
    case 'line-moved':
      return Buffer.from([...lines.slice(line), ...lines.slice(0, line)].join('\n'));
  }
}
