import type { BlockPhase, BlockRecord } from './block.js';
import type { FloorRecord, SampleRecord } from './readings.js';
import type { DurationRecord, HeaderRecord } from './recording.js';
import type { EndpointResult, TargetResult, Warning } from './result.js';
import type { ServiceKind } from './services/service-kind.js';

/** What reporters are told while a run goes on. Times are milliseconds since the run began. */
export type RunEvent =
  | { readonly type: 'service-starting'; readonly kind: ServiceKind; readonly provider: string }
  | {
      readonly type: 'service-ready';
      readonly kind: ServiceKind;
      readonly description: string;
      readonly tookMs: number;
    }
  | { readonly type: 'run-start'; readonly header: HeaderRecord }
  /** The target's `prepare` begins. The target is started after it. */
  | { readonly type: 'target-preparing'; readonly target: string; readonly command: string }
  | { readonly type: 'target-prepared'; readonly target: string; readonly tookMs: number }
  | { readonly type: 'target-starting'; readonly target: string; readonly command: string }
  | { readonly type: 'target-ready'; readonly target: string; readonly pid: number; readonly tookMs: number }
  | {
      readonly type: 'block-start';
      readonly target: string;
      readonly endpoint: string | null;
      readonly phase: BlockPhase;
      /** The same number as in the block's record. */
      readonly stage: number;
      readonly requests: number;
      /** Whether endpoints of this target were driven together before. This one left the group, or may not be in it. */
      readonly isAlone: boolean;
      readonly atMs: number;
      /** Milliseconds of the target's budget that have been used. */
      readonly spentMs: number;
      readonly budgetMs: number;
    }
  | { readonly type: 'expected-duration'; readonly duration: DurationRecord }
  | {
      /** Several endpoints are driven between the same two floors. A `block-end` follows for each of them. */
      readonly type: 'together-start';
      readonly target: string;
      readonly endpoints: readonly string[];
      /** Requests of all these endpoints together. */
      readonly requests: number;
      readonly atMs: number;
      readonly spentMs: number;
      readonly budgetMs: number;
    }
  | { readonly type: 'floor-start'; readonly target: string; readonly atMs: number }
  | { readonly type: 'floor'; readonly floor: FloorRecord }
  | { readonly type: 'block-end'; readonly block: BlockRecord; readonly sofar: readonly EndpointResult[] }
  | { readonly type: 'sample'; readonly sample: SampleRecord }
  | { readonly type: 'cool-down'; readonly target: string; readonly waitMs: number; readonly reason: string }
  | { readonly type: 'diagnose-start'; readonly target: string; readonly endpoint: string }
  | { readonly type: 'warning'; readonly target: string | null; readonly warning: Warning }
  | { readonly type: 'target-end'; readonly target: string; readonly result: TargetResult };
