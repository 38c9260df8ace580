import views = require('./deep-view.cjs');
import members = require('./members.cjs');

/** Where many holders are alike (the list of each user), a few of them show the rule. */
const mostHolders = 20;

/** Groups of objects that hold more and more, as V8's numbers. */
type Groups = readonly (readonly number[])[];

/** Objects by their numbers in the latest snapshot. */
type KnownObjects = ReadonlyMap<number, WeakRef<object>>;

function findHolders(groups: Groups): KnownObjects {
  const ids = groups.flatMap((group) => group.slice(0, mostHolders));
  if (ids.length === 0) return new Map();
  return new Map([...views.objectsById(ids)].map(([id, object]) => [id, new WeakRef(object)]));
}

interface WatchedHolder {
  readonly object: object;
  /** What it holds now and did not hold when it was first watched. */
  readonly cameIn: () => readonly object[];
}

function watchHolder(object: object | undefined): readonly WatchedHolder[] {
  if (object === undefined) return [];
  const before = new WeakSet(members.allMembers(object));
  return [{ object, cameIn: () => members.allMembers(object).filter((member) => !before.has(member)) }];
}

/**
 * Whether a line writes to one of the holders: what `read` returns is one, or is a list with one. True where no holder
 * is known.
 */
function isWritten(holders: readonly WatchedHolder[], read: () => unknown): boolean {
  if (holders.length === 0) return true;
  try {
    const written = read();
    const isOrHas = (object: object): boolean =>
      object === written || (Array.isArray(written) && written.includes(object));
    return holders.some(({ object }) => isOrHas(object));
  } catch {
    return false;
  }
}

/** @returns a function that tells whether one of the holders has more members than it has now. */
function watchSizes(holders: readonly WatchedHolder[]): () => boolean {
  const before = holders.map(({ object }) => members.sizeOf(object));
  return () => holders.some(({ object }, index) => members.sizeOf(object) > (before[index] ?? 0));
}

/** The groups of holders as objects, without those that are gone. */
const watchHolders = (groups: Groups, known: KnownObjects): readonly (readonly WatchedHolder[])[] =>
  groups.map((ids) => ids.slice(0, mostHolders).flatMap((id) => watchHolder(known.get(id)?.deref())));

export = { findHolders, isWritten, watchHolders, watchSizes };
