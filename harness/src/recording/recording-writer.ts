import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { HeaderRecord, Recording, RecordLine } from '../model/recording.js';
import { type Mask, patternMask } from '../platform/secrets/create-mask.js';
import { toTerminalSafeJson } from '../platform/text/terminal-safe-json.js';
import { collectRecording } from './collect-recording.js';
import { maskLine } from './mask-line.js';

/** Writes a recording line by line, and keeps it in memory, so that it can be judged while it grows. */
export interface RecordingWriter {
  append(line: Exclude<RecordLine, HeaderRecord>): void;
  /** Everything recorded so far. */
  current(): Recording;
  /** Closes the file. Returns the error that kept lines out of it, or null when it is complete. */
  close(): Error | null;
}

/** An open file. After the first line that cannot be written it takes no more: a full disk must not end a run. */
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
        // With a descriptor, `writeFileSync` appends, and goes on after a write that wrote only a part.
        writeFileSync(descriptor, `${toTerminalSafeJson(line)}\n`);
      } catch (error) {
        failure = error as Error;
      }
    },
    close: () => {
      try {
        closeSync(descriptor);
      } catch (error) {
        // A network file system may report only on closing that there is no room.
        failure ??= error as Error;
      }
      return failure;
    },
  };
}

/**
 * Writes each line synchronously to an NDJSON file, so that a crash loses at most the line that is being written.
 *
 * @param file null to keep the recording in memory only.
 * @param mask is applied to each line first. So nothing that is made from the recording holds secrets.
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
