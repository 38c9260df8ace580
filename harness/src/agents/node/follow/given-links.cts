import members = require('./members.cjs');
import createSearch = require('./nearest.cjs');

import type { GivenLink } from '../../../model/follow.js' with { 'resolution-mode': 'import' };

import type views = require('./deep-view.cjs');
import type createFollowedValues = require('./followed-values.cjs');

type Given = ReturnType<ReturnType<typeof createFollowedValues>['results']>[number];
type DeepView = ReturnType<typeof views.openDeepView>;
type Counts = Pick<GivenLink, 'reached' | 'keeping' | 'passed' | 'lent' | 'handedOver' | 'remembered'>;

/** At most so many things and results are looked at. More tell nothing new. */
const mostLooked = 12;
const mostResults = 200;
const mostLooks = 60;

/** Leaves out what several results of one function share: it belongs to none of them. */
function withoutShared(given: readonly Given[], things: readonly object[]): readonly Given[] {
  const seen = new Map<object, number>();
  for (const { values, args } of given) {
    for (const value of new Set([...values, ...args])) seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  // A pool lends the same thing many times. It still counts as a thing.
  const isOfOne = (value: object): boolean => seen.get(value) === 1 || things.includes(value);
  return given.map((each) => ({ ...each, values: each.values.filter(isOfOne), args: each.args.filter(isOfOne) }));
}

const isDescriptor = (thing: object): thing is { readonly fd: number } =>
  Object.getPrototypeOf(thing) === Object.prototype && 'fd' in thing && typeof thing.fd === 'number';

/**
 * Finds the wanted thing that a value is. A descriptor is only a number, so an object with a property of that number
 * has the file.
 */
function finderOf(wanted: ReadonlySet<object>): (value: object) => object | null {
  const byNumber = new Map([...wanted].filter(isDescriptor).map((thing) => [thing.fd, thing]));
  return (value) => {
    if (wanted.has(value)) return value;
    if (byNumber.size === 0) return null;
    for (const number of members.numbersOf(value)) {
      const thing = byNumber.get(number);
      if (thing !== undefined) return thing;
    }
    return null;
  };
}

/**
 * Counts pairs of a start and a wanted object. In a pair the start leads to this object and to no other, and each
 * object counts once.
 */
function countPairs(starts: readonly object[], wanted: ReadonlySet<object>, deep: DeepView | null): number {
  const pairs = new Map<object, object>();
  const search = createSearch(starts, finderOf(wanted), deep);
  for (const start of starts) {
    const found = search(start);
    const [only] = found;
    if (found.length === 1 && only !== undefined && !pairs.has(only)) pairs.set(only, start);
  }
  return pairs.size;
}

/**
 * Counts pairs, first by what a program can see. Only where these are too few it looks into closures, which costs more.
 */
function pairs(starts: readonly object[], wanted: readonly object[], share: number, deep: DeepView): number {
  const targets = new Set(wanted);
  if (targets.size === 0 || starts.length === 0) return 0;
  const seen = countPairs(starts, targets, null);
  return seen >= share ? seen : Math.max(seen, countPairs(starts, targets, deep));
}

/**
 * @param isListener whether the things are listeners. Having the function is no way to take a listener off, but an
 * object that takes listeners off is.
 */
function countLinks(things: readonly object[], given: readonly Given[], isListener: boolean, deep: DeepView): Counts {
  const enough = things.length / 2;
  const valuesOf = (isWanted: (each: Given) => boolean): readonly object[] =>
    given.filter(isWanted).flatMap(({ values }) => values);
  const undoing = valuesOf(({ canUndo, isLoan }) => canUndo && !isLoan);
  const owned = isListener ? undoing : valuesOf(({ isLoan }) => !isLoan);
  const reached = pairs(owned.slice(-mostLooks), things, enough, deep);
  const lent = pairs(valuesOf(({ isLoan }) => isLoan).slice(-mostLooks), things, enough, deep);
  const keeping = reached >= enough ? 0 : pairs(things.slice(-mostLooked), undoing, enough, deep);
  const passed = pairs(given.flatMap(({ args }) => args).slice(-mostLooks), things, enough, deep);
  if (reached >= enough || keeping >= enough) return { reached, keeping, passed, lent, handedOver: 0, remembered: 0 };
  const args = given.filter(({ shape }) => shape === 'nothing').flatMap((each) => each.args);
  const handedOver = pairs(things.slice(-mostLooked), args, enough, deep);
  const answers = given.filter(({ shape }) => shape === 'data').flatMap((each) => each.answers);
  const remembered = handedOver >= enough ? 0 : pairs(things.slice(-mostLooked), answers, enough, deep);
  return { reached, keeping, passed, lent, handedOver, remembered };
}

interface Leaked {
  readonly object: object;
  /** When it was made; null where nobody saw that. */
  readonly bornMs: number | null;
}

/** A request and what it leaves behind are no further apart than this. */
const sameRequestMs = 100;

/** Of very many results, those at whose time something leaked. */
function aroundLeaks(results: readonly Given[], things: readonly Leaked[]): readonly Given[] {
  if (results.length <= mostResults || things.length === 0 || things.some(({ bornMs }) => bornMs === null))
    return results;
  return results.filter(({ atMs }) => things.some(({ bornMs }) => Math.abs(atMs - (bornMs ?? 0)) <= sameRequestMs));
}

/** How some leaked things are connected with what each followed function gave. */
function givenLinks(
  of: GivenLink['of'],
  leaked: readonly Leaked[],
  results: readonly Given[],
  calls: readonly number[],
  deep: DeepView,
): readonly GivenLink[] {
  const latest = leaked.slice(-mostLooked);
  const things = latest.map(({ object }) => object);
  const given = aroundLeaks(results, latest);
  return calls.map((call) => {
    const ofCall = withoutShared(
      given.filter((each) => each.call === call),
      things,
    );
    const objects = ofCall.filter(({ shape }) => shape === 'object').length;
    const nothings = ofCall.filter(({ shape }) => shape === 'nothing').length;
    const keys = new Set(ofCall.map(({ key }) => key)).size;
    const counts = countLinks(things, ofCall, of.from === 'origin' && of.kind === 'listener', deep);
    const seen = { results: ofCall.length, objects, nothings, keys, things: things.length };
    return { of, call, ...seen, ...counts, isCut: deep.isCut() };
  });
}

export = givenLinks;
