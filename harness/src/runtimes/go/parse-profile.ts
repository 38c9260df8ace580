import type { RawFrame } from '../../model/evidence.js';

/** The two numbers of MemStats that a heap profile ends with. Null where they are missing. */
export function parseMemStats(profile: string): { readonly heapBytes: number; readonly heapObjects: number } | null {
  const read = (name: string): number => Number(new RegExp(`^# ${name} = (\\d+)$`, 'm').exec(profile)?.[1]);
  const heapBytes = read('HeapAlloc');
  const heapObjects = read('HeapObjects');
  return Number.isNaN(heapBytes) || Number.isNaN(heapObjects) ? null : { heapBytes, heapObjects };
}

/** What one place allocated and still holds. */
export interface HeapSite {
  readonly objects: number;
  readonly bytes: number;
  readonly stack: readonly RawFrame[];
}

/** `#	0x6a1f2d	main.remember+0x8d	/srv/main.go:23`. The innermost comes first. */
const profileFrame = /^#\t0x[0-9a-f]+\t(.+?)\+0x[0-9a-f]+\s+(.+):(\d+)$/;

const toFrame = (functionName: string, file: string, line: string): RawFrame => ({
  functionName,
  file,
  line: Number(line),
  column: 1,
  isAsync: false,
});

function framesIn(lines: readonly string[]): readonly RawFrame[] {
  return lines.flatMap((text) => {
    const [, name, file, line] = profileFrame.exec(text) ?? [];
    return name === undefined || file === undefined || line === undefined ? [] : [toFrame(name, file, line)];
  });
}

/** The places of a heap profile with what they hold, as it was sampled. */
export function parseHeapSites(profile: string): readonly HeapSite[] {
  return profile.split('\n\n').flatMap((block): readonly HeapSite[] => {
    const lines = block.split('\n');
    const start = lines.findIndex((line) => /^\d+: \d+ \[/.test(line));
    const [, objects, bytes] = /^(\d+): (\d+) \[/.exec(lines[start] ?? '') ?? [];
    if (objects === undefined || bytes === undefined) return [];
    return [{ objects: Number(objects), bytes: Number(bytes), stack: framesIn(lines.slice(start + 1)) }];
  });
}

/** Goroutines with the same stack. */
export interface GoroutineGroup {
  readonly count: number;
  readonly stack: readonly RawFrame[];
}

/** The groups of a goroutine profile with `debug=1`. */
export function parseGoroutineGroups(profile: string): readonly GoroutineGroup[] {
  return profile.split('\n\n').flatMap((block): readonly GoroutineGroup[] => {
    const lines = block.split('\n');
    const start = lines.findIndex((line) => /^\d+ @/.test(line));
    if (start === -1) return [];
    return [{ count: Number.parseInt(lines[start] ?? '', 10), stack: framesIn(lines.slice(start + 1)) }];
  });
}

/** Whether the function belongs to a connection of the HTTP server that waits for its next request. */
const ofConnection = /^net\/http\.\(\*(?:conn\)\.serve|connReader\)\.backgroundRead)$/;

/** The standard library has no dot in the first part of its names, and `main` is the author's. */
const isOfLibrary = ({ functionName }: RawFrame): boolean =>
  /^(?:runtime|net|internal|bufio|io|sync|crypto|syscall|golang\.org\/x\/net|vendor)[/.]/.test(functionName ?? '');

/** Leakline's own question is a goroutine as well. */
const isAsking = ({ functionName }: RawFrame): boolean => /^(?:runtime|net\/http)\/pprof\./.test(functionName ?? '');

/** Goroutines of clients' connections that are at rest, and the one that answers Leakline. */
export const isOfOthers = ({ stack }: GoroutineGroup): boolean =>
  stack.some(isAsking) ||
  (stack.some(({ functionName }) => ofConnection.test(functionName ?? '')) && stack.every(isOfLibrary));

/** One goroutine of a dump. */
export interface DumpedGoroutine {
  /** `chan receive`, `select`, `IO wait`. */
  readonly waitsFor: string;
  /** Where it is, innermost first. */
  readonly stack: readonly RawFrame[];
  /** The `go` statement. Null for the first goroutine and those of the runtime. */
  readonly createdAt: RawFrame | null;
}

/** The goroutines of a profile with `debug=2`. */
export function parseDump(dump: string): readonly DumpedGoroutine[] {
  return dump.split('\n\n').flatMap((block): readonly DumpedGoroutine[] => {
    const [head = '', ...lines] = block.trim().split('\n');
    const [, state] = /^goroutine \d+ \[([^\],]+)/.exec(head) ?? [];
    if (state === undefined) return [];
    const stack: RawFrame[] = [];
    let createdAt: RawFrame | null = null;
    for (const [index, line] of lines.entries()) {
      const [, file, at] = /^\t(.+):(\d+)(?: \+0x[0-9a-f]+)?$/.exec(lines[index + 1] ?? '') ?? [];
      if (line.startsWith('\t') || file === undefined || at === undefined) continue;
      const [, creator] = /^created by (.+?)(?: in goroutine \d+)?$/.exec(line) ?? [];
      if (creator !== undefined) createdAt = toFrame(creator, file, at);
      else stack.push(toFrame(line.replace(/\([^()]*\)$/, ''), file, at));
    }
    return [{ waitsFor: state, stack, createdAt }];
  });
}
