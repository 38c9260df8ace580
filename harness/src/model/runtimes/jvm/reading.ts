/** What the door of one JVM tells: its attach socket. */
export interface JvmReading {
  readonly pid: number;
  /** The sum of the class histogram, which collects first. Null for a plain read, which asks nothing. */
  readonly alive: { readonly heapBytes: number; readonly objects: number; readonly isStable: boolean } | null;
}
