import type { OriginEvidence, RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { ResourceKind } from '../../../model/resource-kind.js' with { 'resolution-mode': 'import' };

/** One place where things of one kind are made: a kind and a stack. */
export interface Origin {
  readonly kind: ResourceKind;
  readonly frames: readonly RawFrame[];
  /** The number of the call of `watch` that it belongs to. */
  readonly epoch: number;
  created: number;
}

/** Looks at a thing when evidence is asked for. Until then only a weak reference to it is kept. */
export interface Probe<T extends object> {
  /** Not asked again once it was false. */
  isAlive(thing: T): boolean;
  /** False for a thing that is alive but proves nothing so far. It is asked again the next time. */
  isSuspect?(thing: T): boolean;
  describe(thing: T, ageMs: number): string;
  localPort?(thing: T): number | undefined;
  bytes?(thing: T): number;
  /** The application's objects behind the thing, where the thing itself is a record of ours. */
  objects?(thing: T): readonly object[];
}

/** Remembers where living things were made. */
export interface Registry {
  /** Counts the calls of `watch`; 0 while nobody watches. */
  readonly epoch: number;
  /** The place of the running code. Null while nobody watches, because then there is nothing to remember. */
  locate(kind: ResourceKind): Origin | null;
  /** The place of a stack that was captured before. */
  originAt(kind: ResourceKind, stack: readonly NodeJS.CallSite[]): Origin;
  /** Runs `note` whenever watching begins anew. */
  onWatch(note: () => void): void;
  add<T extends object>(origin: Origin, thing: T, probe: Probe<T>): void;
  /**
   * Runs `refresh` before each sweep, which tells the living from the dead. It is for kinds that cannot be judged one
   * by one.
   */
  beforeSweep(refresh: () => void): void;
}

/** Watches one kind of resource from between the application and Node.js. Must not change what the application sees. */
export type Instrument = (registry: Registry) => void;

/** An object of the application, and when it was made. */
export interface LivingThing {
  readonly object: object;
  readonly bornMs: number;
}

/** A registry as the harness uses it. */
export interface WatchedRegistry extends Registry {
  /** Forgets everything and starts to remember. */
  watch(): void;
  /** What is still alive, the largest group first. Collect garbage before, or it counts as alive. */
  origins(): readonly OriginEvidence[];
  /** Calls `note` for each thing that is made from now on; null ends that. */
  onAdded(note: ((origin: Origin) => void) | null): void;
  /** The objects behind what is alive, by place. */
  things(): readonly { readonly origin: Origin; readonly things: readonly LivingThing[] }[];
}
