import type { BlockRecord } from '../model/block.js';
import type { EvidenceRecord } from '../model/evidence.js';
import type { FloorRecord, SampleRecord } from '../model/readings.js';
import type {
  DurationRecord,
  EndRecord,
  EventRecord,
  HeaderRecord,
  InvariantRecord,
  RecordedTarget,
  Recording,
  RecordLine,
  SessionsRecord,
  TargetEndRecord,
  TargetRecording,
  TargetStartRecord,
  UsageRecord,
} from '../model/recording.js';

interface GrowingTarget {
  readonly target: RecordedTarget;
  start: TargetStartRecord | null;
  duration?: DurationRecord;
  readonly floors: FloorRecord[];
  readonly blocks: BlockRecord[];
  readonly samples: SampleRecord[];
  readonly events: EventRecord[];
  readonly evidence: EvidenceRecord[];
  readonly invariants: InvariantRecord[];
  readonly sessions: SessionsRecord[];
  usage?: readonly UsageRecord[];
  end: TargetEndRecord | null;
}

export interface RecordingCollector {
  add(line: Exclude<RecordLine, HeaderRecord>): void;
  current(): Recording;
}

const emptyTarget = (target: RecordedTarget): GrowingTarget => ({
  target,
  start: null,
  floors: [],
  blocks: [],
  samples: [],
  events: [],
  evidence: [],
  invariants: [],
  sessions: [],
  end: null,
});

function addToTarget(target: GrowingTarget, line: Exclude<RecordLine, HeaderRecord | EndRecord>): void {
  switch (line.type) {
    case 'target-start':
      target.start = line;
      break;
    case 'duration':
      target.duration = line;
      break;
    case 'floor':
      target.floors.push(line);
      break;
    case 'block':
      target.blocks.push(line);
      break;
    case 'sample':
      target.samples.push(line);
      break;
    case 'event':
      target.events.push(line);
      break;
    case 'evidence':
      target.evidence.push(line);
      break;
    case 'invariant':
      target.invariants.push(line);
      break;
    case 'sessions':
      target.sessions.push(line);
      break;
    case 'usage':
      target.usage = [...(target.usage ?? []), line];
      break;
    case 'target-end':
      target.end = line;
      break;
  }
}

/** Groups lines by target as they come. The result is the value that `analysis` judges. */
export function collectRecording(header: HeaderRecord): RecordingCollector {
  const byName = new Map(header.targets.map((target) => [target.name, emptyTarget(target)]));
  let end: EndRecord | null = null;
  return {
    add: (line) => {
      if (line.type === 'end') {
        end = line;
        return;
      }
      // Lines without a target, such as a warning about a service, are in the file only. Other targets than those of
      // the header cannot occur.
      const target = line.target === null ? undefined : byName.get(line.target);
      if (target !== undefined) addToTarget(target, line);
    },
    current: () => ({ header, targets: [...byName.values()] as readonly TargetRecording[], end }),
  };
}
