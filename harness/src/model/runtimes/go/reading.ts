/** What the door of one Go process tells: `net/http/pprof`. */
export interface GoReading {
  readonly pid: number;
  /** What is alive after a collection. Null for a plain read, which asks nothing. */
  readonly alive: GoObjects | null;
}

interface GoObjects {
  /** `HeapAlloc` of MemStats. */
  readonly heapBytes: number;
  /** `HeapObjects` of MemStats. */
  readonly heapObjects: number;
  /** Goroutines, without those that wait for the next request of a connection. */
  readonly goroutines: number;
  /** Whether the number of objects held still from one collection to the next. */
  readonly isStable: boolean;
}
