import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { HeaderRecord, Recording, RecordLine } from '../model/recording.js';
import { collectRecording } from './collect-recording.js';

/** Writes a recording as it happens, and holds it for those who judge while it grows. */
export interface RecordingWriter {
  append(line: Exclude<RecordLine, HeaderRecord>): void;
  /** Everything recorded so far. */
  current(): Recording;
  /** Gives the error that kept lines out of the file, or null when it is complete. */
  close(): Error | null;
}

/** An open file that takes lines until one cannot be written: a full disk must not end a run in the middle. */
interface LineFile {
  write(line: RecordLine): void;
  close(): Error | null;
}

const noFile: LineFile = { write: () => undefined, close: () => null };

function openLineFile(file: string): LineFile {
  const descriptor = openSync(file, 'w', 0o644);
  let failure: Error | null = null;
  return {
    write: (line) => {
      if (failure !== null) return;
      try {
        // Given a descriptor it appends, and goes on after a short write.
        writeFileSync(descriptor, `${JSON.stringify(line)}\n`);
      } catch (error) {
        failure = error as Error;
      }
    },
    close: () => {
      try {
        closeSync(descriptor);
      } catch (error) {
        // A network's file system may tell only now that there is no room.
        failure ??= error as Error;
      }
      return failure;
    },
  };
}

/**
 * Streams lines to an NDJSON file, each with one synchronous write: a crash loses at most the line being written.
 *
 * @param file null keeps the recording in memory only.
 */
export function createRecordingWriter(file: string | null, header: HeaderRecord): RecordingWriter {
  const lines = file === null ? noFile : openLineFile(file);
  const collector = collectRecording(header);
  lines.write(header);
  return {
    append: (line) => {
      lines.write(line);
      collector.add(line);
    },
    current: collector.current,
    close: lines.close,
  };
}
