import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { HeaderRecord, Recording, RecordLine } from '../model/recording.js';
import { type Mask, patternMask } from '../platform/secrets/create-mask.js';
import { toTerminalSafeJson } from '../platform/text/terminal-safe-json.js';
import { collectRecording } from './collect-recording.js';
import { maskLine } from './mask-line.js';

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
        writeFileSync(descriptor, `${toTerminalSafeJson(line)}\n`);
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
 * @param mask goes over each line first, so that whatever is made from the recording holds no secrets either.
 */
export function createRecordingWriter(
  file: string | null,
  header: HeaderRecord,
  mask: Mask = patternMask,
): RecordingWriter {
  const lines = file === null ? noFile : openLineFile(file);
  const maskedHeader = maskLine(header, mask);
  const collector = collectRecording(maskedHeader);
  lines.write(maskedHeader);
  return {
    append: (line) => {
      const masked = maskLine(line, mask);
      lines.write(masked);
      collector.add(masked);
    },
    current: collector.current,
    close: lines.close,
  };
}
