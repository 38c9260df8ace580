import type { OriginEvidence, RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { ResourceKind } from '../../../model/resource-kind.js' with { 'resolution-mode': 'import' };

/** One place where things of one kind are made: a kind and a stack. */
export interface Origin {
  readonly kind: ResourceKind;
  readonly frames: readonly RawFrame[];
  /** Which call of `watch` it belongs to. */
  readonly epoch: number;
  created: number;
}

/** Looks at a thing when evidence is asked for; until then nothing but a weak reference to it is kept. */
export interface Probe<T extends object> {
  /** Never asked again once it said no. */
  isAlive(thing: T): boolean;
  /** False for what lives and yet proves nothing so far; it is looked at again the next time. */
  isSuspect?(thing: T): boolean;
  describe(thing: T, ageMs: number): string;
  localPort?(thing: T): number | undefined;
  bytes?(thing: T): number;
  /** Objects of the application that stand for it, where it is a book of our own. */
  objects?(thing: T): readonly object[];
}

/** Remembers where living things were made. */
export interface Registry {
  /** Counts the calls of `watch`; 0 while nobody watches. */
  readonly epoch: number;
  /** Where the running code is, or null while nobody watches: then there is nothing to remember. */
  locate(kind: ResourceKind): Origin | null;
  /** The place of a stack that was captured before. */
  originAt(kind: ResourceKind, stack: readonly NodeJS.CallSite[]): Origin;
  /** Has `note` run when watching begins anew. */
  onWatch(note: () => void): void;
  add<T extends object>(origin: Origin, thing: T, probe: Probe<T>): void;
  /** Has `refresh` run before the living are told from the dead, for kinds that cannot be judged one by one. */
  beforeSweep(refresh: () => void): void;
}

/** Puts itself between the application and one kind of resource. Must not change what the application sees. */
export type Instrument = (registry: Registry) => void;

/** An object of the application, and when it was made. */
export interface LivingThing {
  readonly object: object;
  readonly bornMs: number;
}

/** What the harness does with a registry. */
export interface WatchedRegistry extends Registry {
  /** Forgets everything and starts to remember. */
  watch(): void;
  /** What is still alive, most first. Collect before, or garbage counts as alive. */
  origins(): readonly OriginEvidence[];
  /** Has `note` told of each thing that is made from now on; null ends it. */
  onAdded(note: ((origin: Origin) => void) | null): void;
  /** The objects behind what is alive, by place. */
  things(): readonly { readonly origin: Origin; readonly things: readonly LivingThing[] }[];
}
