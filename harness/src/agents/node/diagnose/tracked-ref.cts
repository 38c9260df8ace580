import type { Origin, Probe } from './tracking.cjs';

/** A weak reference that knows where its thing was made: one small object for each living thing, and nothing kept. */
class LeaklineRef extends WeakRef<object> {
  readonly origin: Origin;
  readonly bornMs: number;
  readonly probe: Probe<object>;

  constructor(thing: object, origin: Origin, probe: Probe<never>, bornMs: number) {
    super(thing);
    this.origin = origin;
    // `add` has checked that thing and probe fit together.
    this.probe = probe as unknown as Probe<object>;
    this.bornMs = bornMs;
  }

  /** Asked while the application runs: what cannot be looked at is dead rather than an exception in its face. */
  isAlive(): boolean {
    try {
      const thing = this.deref();
      return thing !== undefined && this.probe.isAlive(thing);
    } catch {
      return false;
    }
  }

  /** The thing, where it is alive and counts. */
  suspect(): object | null {
    const thing = this.deref();
    if (thing === undefined) return null;
    return (this.probe.isSuspect?.(thing) ?? true) ? thing : null;
  }
}

export = LeaklineRef;
