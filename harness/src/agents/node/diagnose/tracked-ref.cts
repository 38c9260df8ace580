import type { Origin, Probe } from './tracking.cjs';

/**
 * A weak reference that knows where its thing was made. It is one small object for each living thing, and keeps nothing
 * alive.
 */
class LeaklineRef extends WeakRef<object> {
  readonly origin: Origin;
  readonly bornMs: number;
  readonly probe: Probe<object>;

  constructor(thing: object, origin: Origin, probe: Probe<never>, bornMs: number) {
    super(thing);
    this.origin = origin;
    // The type of `add` ensures that thing and probe fit together.
    this.probe = probe as unknown as Probe<object>;
    this.bornMs = bornMs;
  }

  /**
   * Whether the thing is alive. This is asked while the application runs, so a thing that cannot be looked at counts as
   * dead, and no exception reaches the application.
   */
  isAlive(): boolean {
    try {
      const thing = this.deref();
      return thing !== undefined && this.probe.isAlive(thing);
    } catch {
      return false;
    }
  }

  /** The thing, if it has not been collected and is a suspect; null otherwise. */
  suspect(): object | null {
    const thing = this.deref();
    if (thing === undefined) return null;
    return (this.probe.isSuspect?.(thing) ?? true) ? thing : null;
  }
}

export = LeaklineRef;
