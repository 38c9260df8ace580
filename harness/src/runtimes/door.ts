import type { AllocationEvidence, OriginEvidence, ToldGrowth } from '../model/evidence.js';

/** Where the doors of a target are looked for. */
export interface DoorPlace {
  /** Name of the target, for messages. */
  readonly name: string;
  readonly baseUrl: string;
  /** Live pids of its tree, the root first. Empty for a target that was given by its address only. */
  readonly pids: readonly number[];
  /** Where `net/http/pprof` answers: a path of the target, or a URL. */
  readonly pprof: string;
}

/** A way into one process that its runtime has itself. Each question is a connection of its own. */
export interface Door<Reading> {
  readonly pid: number;
  /** Costs nothing, because it is asked every few milliseconds. */
  read(): Reading;
  /** Forces collections until the heap holds still. */
  collect(timeoutMs: number): Promise<Reading>;
  /** Notes what is there, so that `origins` and `allocations` tell what was added. */
  watch(timeoutMs: number): Promise<void>;
  origins(timeoutMs: number): Promise<readonly OriginEvidence[]>;
  allocations(timeoutMs: number): Promise<readonly AllocationEvidence[]>;
  /** Notes how much each class holds. */
  markHeap(timeoutMs: number): Promise<void>;
  /** The classes that held more at each `markHeap`. */
  growths(timeoutMs: number): Promise<readonly ToldGrowth[]>;
}
