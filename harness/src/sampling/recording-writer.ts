import { closeSync, openSync, writeSync } from 'node:fs';
import type { HeaderRecord, Recording, RecordLine } from '../model/recording.js';
import { collectRecording } from './collect-recording.js';

/** Writes a recording as it happens, and holds it for those who judge while it grows. */
export interface RecordingWriter {
  append(line: Exclude<RecordLine, HeaderRecord>): void;
  /** Everything recorded so far. */
  current(): Recording;
  close(): void;
}

/**
 * Streams lines to an NDJSON file, each with one synchronous write: a crash loses at most the line being written.
 *
 * @param file null keeps the recording in memory only.
 */
export function createRecordingWriter(file: string | null, header: HeaderRecord): RecordingWriter {
  const descriptor = file === null ? null : openSync(file, 'w', 0o644);
  const collector = collectRecording(header);
  const write = (line: RecordLine): void => {
    if (descriptor !== null) writeSync(descriptor, `${JSON.stringify(line)}\n`);
  };
  write(header);
  return {
    append: (line) => {
      write(line);
      collector.add(line);
    },
    current: collector.current,
    close: () => {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}
