import views = require('./deep-view.cjs');
import members = require('./members.cjs');

/** Of many alike (the list of each user) a few show the rule. */
const mostHolders = 20;

/** Objects that hold more and more, by V8's numbers. */
type Groups = readonly (readonly number[])[];

/** By the numbers of the latest snapshot. */
type KnownObjects = ReadonlyMap<number, WeakRef<object>>;

function findHolders(groups: Groups): KnownObjects {
  const ids = groups.flatMap((group) => group.slice(0, mostHolders));
  if (ids.length === 0) return new Map();
  return new Map([...views.objectsById(ids)].map(([id, object]) => [id, new WeakRef(object)]));
}

interface WatchedHolder {
  readonly object: object;
  /** What it holds that it did not hold in the beginning. */
  readonly cameIn: () => readonly object[];
}

function watchHolder(object: object | undefined): readonly WatchedHolder[] {
  if (object === undefined) return [];
  const before = new WeakSet(members.allMembers(object));
  return [{ object, cameIn: () => members.allMembers(object).filter((member) => !before.has(member)) }];
}

/** Whether what is read is one of the holders, as far as they are known. */
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

/** @returns whether one of the holders has more members than now, when it is called. */
function watchSizes(holders: readonly WatchedHolder[]): () => boolean {
  const before = holders.map(({ object }) => members.sizeOf(object));
  return () => holders.some(({ object }, index) => members.sizeOf(object) > (before[index] ?? 0));
}

/** The groups of holders as objects, those that are still there. */
const watchHolders = (groups: Groups, known: KnownObjects): readonly (readonly WatchedHolder[])[] =>
  groups.map((ids) => ids.slice(0, mostHolders).flatMap((id) => watchHolder(known.get(id)?.deref())));

export = { findHolders, isWritten, watchHolders, watchSizes };
