import type { Output, OutputStream } from './output.js';
import type { Reporter } from './reporter.js';
import { writeReportFile } from './write-file.js';

const fileWidth = 100;

/** A reporter whose stdout is a file, written as a whole when the run has ended. */
export function createFileReporter(file: string, create: (output: Output) => Reporter, output: Output): Reporter {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  const stdout: OutputStream = { write, control: write, isTTY: false, colors: false, columns: fileWidth };
  const reporter = create({ ...output, stdout });
  return {
    onEvent: (event) => reporter.onEvent?.(event),
    onRunEnd: async (outcome) => {
      await reporter.onRunEnd?.(outcome);
      await writeReportFile(file, text);
    },
  };
}
