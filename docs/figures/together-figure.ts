import { growthIn, metricBlocks, requestsIn, withFloors } from '../../harness/src/analysis/endpoint-blocks.js';
import type { TargetRecording } from '../../harness/src/model/recording.js';
import { formatBytes, formatCount, withSign } from '../../harness/src/report/format/number.js';
import { leakingTogether, type Recordings } from './record-runs.js';
import { targetOf, wholeHeap } from './recorded.js';
import { type Figure, line, rectangle, type Shape, text } from './svg.js';

/** Requests of the leaking endpoint alone after which there is nothing new to see. */
const requestsAlone = 64;
const mostRows = 32;

/** Below this the heap stood still: a tenth of the tolerance is far above what it moves by itself. */
const stillBytesPerRequest = 3.2;

/** What was sent between two floors. */
interface Step {
  readonly endpoints: readonly string[];
  readonly requests: number;
  readonly bytesPerRequest: number;
}

function stepsOf(recording: TargetRecording): readonly Step[] {
  const floors = new Set(recording.blocks.map(({ floorBefore }) => floorBefore));
  return [...floors].flatMap((floor) => {
    const blocks = recording.blocks
      .filter(({ floorBefore, endpoint }) => floorBefore === floor && endpoint !== null)
      .flatMap((block) => withFloors(recording, block));
    const requests = requestsIn(blocks);
    if (metricBlocks(blocks, wholeHeap).length === 0) return [];
    return {
      endpoints: blocks.map(({ block }) => block.endpoint ?? ''),
      requests,
      bytesPerRequest: growthIn(blocks.slice(0, 1), wholeHeap) / requests,
    };
  });
}

/** From the first step in which all were driven at once until the one that leaks was driven alone for long enough. */
function shownSteps(recording: TargetRecording): readonly Step[] {
  const sequential = new Set(
    recording.blocks.filter(({ phase }) => phase === 'scout').map(({ floorBefore }) => floorBefore),
  );
  const first = [...new Set(recording.blocks.map(({ floorBefore }) => floorBefore))].findIndex(
    (floor) => !sequential.has(floor),
  );
  const ofLeaking = ({ endpoints }: Step): boolean => endpoints.length > 1 || endpoints[0] === leakingTogether;
  const steps = stepsOf(recording).slice(Math.max(0, first)).filter(ofLeaking);
  const last = steps.findIndex(({ endpoints, requests }) => endpoints.length === 1 && requests >= requestsAlone);
  return steps.slice(0, Math.min(mostRows, last < 0 ? mostRows : last + 1));
}

const left = 132;
const top = 110;
const columnWidth = 66;
const rowHeight = 15;

const pathOf = (endpoint: string): string => endpoint.replace(/^\S+ /, '').replace(/\?.*/, '');

const hasGrown = ({ bytesPerRequest }: Step): boolean => bytesPerRequest > stillBytesPerRequest;

/** Four shades, of which the strongest is the growth of the endpoint alone. */
function lookOf(step: Step, most: number): string {
  if (!hasGrown(step)) return 'still';
  const shade = Math.ceil(4 * Math.sqrt(Math.min(1, step.bytesPerRequest / most)));
  return shade >= 4 ? 'leaking' : `leaking shade${shade}`;
}

function row(endpoints: readonly string[], step: Step, index: number, most: number): readonly Shape[] {
  const y = top + index * rowHeight;
  const look = lookOf(step, most);
  const isAlone = step.endpoints.length === 1;
  const growth = withSign(formatBytes(step.bytesPerRequest));
  return [
    text({ x: left - 12, y: y + 11 }, formatCount(step.requests), { anchor: 'end', look: 'small muted' }),
    ...endpoints.flatMap((endpoint, column) => {
      const at = { x: left + column * columnWidth + 2, y: y + 1 };
      return step.endpoints.includes(endpoint) ? [rectangle(at, columnWidth - 4, rowHeight - 2, look)] : [];
    }),
    text({ x: left + endpoints.length * columnWidth + 14, y: y + 11 }, isAlone ? `${growth}, alone` : growth, {
      look: hasGrown(step) ? 'small leaking' : 'small muted',
    }),
  ];
}

function legend(): readonly Shape[] {
  const y = 62;
  const entry = (x: number, look: string, words: string): readonly Shape[] => [
    rectangle({ x, y: y - 10 }, 22, 11, look),
    text({ x: x + 30, y }, words, { look: 'small' }),
  ];
  return [
    ...entry(24, 'still', 'took part, nothing grew'),
    ...entry(236, 'leaking shade2', 'took part, and the heap grew: the stronger, the more per request'),
  ];
}

/** Endpoints that are driven together: who was there whenever something grew, and nowhere else, is driven alone. */
export function togetherFigure({ together }: Recordings): Figure {
  const recording = targetOf(together);
  const { endpoints } = recording.target;
  const steps = shownSteps(recording);
  const most = Math.max(...steps.map(({ bytesPerRequest }) => bytesPerRequest));
  const bottom = top + steps.length * rowHeight;
  const column = endpoints.indexOf(leakingTogether);
  const edges = [column, column + 1].map((each) => left + each * columnWidth);
  return {
    title: 'Eight endpoints together, one of which leaks',
    description: `A table with a row for each group of requests between two floors and a column for each of eight endpoints. While all take part the heap grows each time; in groups without ${leakingTogether} nothing grows. In the last rows ${leakingTogether} is driven alone and grows most; the others, without it, do not grow.`,
    width: 840,
    height: bottom + 24,
    shapes: [
      text({ x: 24, y: 34 }, 'Eight endpoints, each row between two floors', { look: 'head' }),
      ...legend(),
      text({ x: left - 12, y: top - 10 }, 'requests', { anchor: 'end', look: 'small muted' }),
      ...endpoints.map((endpoint, index) =>
        text({ x: left + (index + 0.5) * columnWidth, y: top - 10 }, pathOf(endpoint), {
          anchor: 'middle',
          look: endpoint === leakingTogether ? 'small leaking bold' : 'small muted',
        }),
      ),
      text({ x: left + endpoints.length * columnWidth + 14, y: top - 10 }, 'heap per request', {
        look: 'small muted',
      }),
      ...steps.flatMap((step, index) => row(endpoints, step, index, most)),
      ...edges.map((x) => line({ x, y: top - 4 }, { x, y: bottom + 4 }, 'leaking dashed')),
    ],
  };
}
