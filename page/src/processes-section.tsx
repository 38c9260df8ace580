import type { ProcessFigure, ProcessResult, TargetResult } from '../../harness/src/model/result.js';
import { metricWords } from '../../harness/src/report/format/metric-words.js';
import {
  formatPresence,
  formatProcessChange,
  type ProcessColumn,
  processColumns,
} from '../../harness/src/report/format/process-words.js';

/** The processes of each target that has more than one, for example of a cluster. Absent where there is none such. */
export function ProcessesSection({ targets }: { readonly targets: readonly TargetResult[] }) {
  const several = targets.filter(({ processes }) => processes.length > 1);
  if (several.length === 0) return null;
  return (
    <section aria-labelledby="processes">
      <h2 id="processes">Processes</h2>
      <p class="muted hint">
        From the first to the last floor that saw the process, and the highest reading. Connections belong to the
        process that holds their socket. The verdict stands on all processes together.
      </p>
      {several.map(({ name, processes }) => (
        <ProcessTable key={name} target={name} processes={processes} />
      ))}
    </section>
  );
}

interface ProcessTableProps {
  readonly target: string;
  readonly processes: readonly ProcessResult[];
}

function ProcessTable({ target, processes }: ProcessTableProps) {
  const columns = processColumns(processes);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="scroller processes" tabIndex={0} aria-label={`Processes of ${target}`}>
      <table>
        <caption>{target}</caption>
        <ProcessHead columns={columns} />
        <tbody>
          {processes.map((process) => (
            <ProcessRow key={`${process.label} ${process.pid}`} process={process} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Columns = readonly ProcessColumn[];

function ProcessHead({ columns }: { readonly columns: Columns }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          Process
        </th>
        <th scope="col" rowSpan={2}>
          Role
        </th>
        {columns.map(({ metric }) => (
          <th key={metric} scope="colgroup" colSpan={2}>
            {metricWords(metric, 2)}
          </th>
        ))}
      </tr>
      <tr>
        {columns.map(({ metric }) => [
          <th key={`${metric} change`} scope="col">
            start → end
          </th>,
          <th key={`${metric} peak`} scope="col">
            peak
          </th>,
        ])}
      </tr>
    </thead>
  );
}

function ProcessRow({ process, columns }: { readonly process: ProcessResult; readonly columns: Columns }) {
  const { label, pid, role, isAtEnd, metrics } = process;
  const presence = formatPresence(process);
  return (
    <tr class={isAtEnd ? '' : 'gone'}>
      <th scope="row">
        {label} <span class="muted">{pid}</span>
        {presence === '' ? null : <span class="presence">{presence}</span>}
      </th>
      <td>{role}</td>
      {columns.map(({ metric, format }) => (
        <FigureCells key={metric} figure={metrics[metric]} format={format} />
      ))}
    </tr>
  );
}

interface FigureCellsProps {
  readonly figure: ProcessFigure | undefined;
  readonly format: ProcessColumn['format'];
}

function FigureCells({ figure, format }: FigureCellsProps) {
  if (figure === undefined) {
    return (
      <td colSpan={2} class="muted">
        not measured
      </td>
    );
  }
  return (
    <>
      <td>{formatProcessChange(figure, format)}</td>
      <td class="muted">{format(figure.peak)}</td>
    </>
  );
}
