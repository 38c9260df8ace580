import { escapeHtml, formatMs } from '../../shared/page/html.js';
import type { Picture } from '../take-picture.js';
import { assignLanes } from '../timeline/assign-lanes.js';
import type { ConnectionLife, Span, Wait } from '../timeline/build-timeline.js';
import { renderGauges } from './gauge-chart.js';
import { px, ticksUpTo } from './scale.js';

const width = 1_000;
const left = 96;
const right = 84;
const rowHeight = 20;
const barHeight = 15;
const gap = 8;

/** Shorter waits are the time it takes to be handed a free connection; they cannot be seen. */
const shortestShownMs = 2;
/** A bar narrower than this cannot hold a number; its tooltip has it. */
const narrowestLabelledPx = 15;

/** About as wide as a character of a reason is; a reason that would run out of the picture stands before its cross. */
const reasonCharacterPx = 6.5;

type ToX = (atMs: number) => number;

/** Waiting requests, below them each connection's life, below them the gauges, on one axis of time up to `endMs`. */
export function renderTimelineChart({ title, timeline, gauges, serverCounts }: Picture, endMs: number): string {
  const toX: ToX = (atMs) => left + (atMs / endMs) * (width - left - right);
  const shown = timeline.waits.filter(({ fromMs, toMs }) => toMs - fromMs >= shortestShownMs);
  const lanes = assignLanes(shown);
  const laneHeight = lanes.length > 8 ? 9 : 13;
  const waitsHeight = lanes.length * laneHeight + (lanes.length > 0 ? gap : 0);
  const livesHeight = timeline.connections.length * rowHeight + gap;
  const gaugesTop = waitsHeight + livesHeight;
  const drawnGauges = renderGauges(gauges, serverCounts, timeline.endMs, toX, gaugesTop);
  const axisTop = gaugesTop + drawnGauges.height;
  const parts = [
    ...ticksUpTo(endMs, 10).map((ms) => renderTick(ms, toX(ms), axisTop)),
    lanes.length === 0 ? '' : `<text class="quiet" x="0" y="${px((lanes.length * laneHeight) / 2 + 4)}">waiting</text>`,
    ...lanes.flatMap((lane, index) => lane.map((wait) => renderWait(wait, toX, index * laneHeight, laneHeight - 2))),
    ...timeline.connections.map((life, index) => renderLife(life, toX, waitsHeight + index * rowHeight)),
    drawnGauges.svg,
  ];
  const label = escapeHtml(`Time line of ${title}`);
  return `<div class="scroll"><svg viewBox="0 0 ${width} ${px(axisTop + 20)}" role="img" aria-label="${label}">${parts.join('')}</svg></div>`;
}

function renderTick(ms: number, x: number, bottom: number): string {
  const line = `<line x1="${px(x)}" x2="${px(x)}" y1="0" y2="${px(bottom)}" stroke="var(--line)"/>`;
  return `${line}<text class="tiny" text-anchor="middle" x="${px(x)}" y="${px(bottom + 15)}">${formatMs(ms)}</text>`;
}

const bar = (x: number, y: number, length: number, height: number, fill: string): string =>
  `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0.8, length))}" height="${px(height)}" rx="2" style="fill:var(--${fill})"/>`;

const labelled = (x: number, length: number, y: number, text: string, fill: string): string =>
  length < narrowestLabelledPx
    ? ''
    : `<text class="label" style="fill:var(--${fill})" text-anchor="middle" x="${px(x + length / 2)}" y="${px(y)}">${text}</text>`;

function renderWait({ request, fromMs, toMs, outcome, error }: Wait, toX: ToX, top: number, height: number): string {
  const [x, length] = [toX(fromMs), toX(toMs) - toX(fromMs)];
  const ends = { served: 'then served', waiting: 'and was still waiting', 'gave-up': `then: ${error ?? ''}` }[outcome];
  const title = escapeHtml(`request ${request} waited ${formatMs(toMs - fromMs)}, ${ends}`);
  const fill = outcome === 'gave-up' ? 'failed' : 'waiting';
  const number = height < 10 ? '' : labelled(x, length, top + height - 1, String(request), 'on-waiting');
  const cross = outcome === 'gave-up' ? renderCross(toX(toMs), top + height / 2, 3) : '';
  return `<g><title>${title}</title>${bar(x, top, length, height, fill)}${number}${cross}</g>`;
}

function renderLife({ connection, spans, closed }: ConnectionLife, toX: ToX, top: number): string {
  const name = `<text class="quiet" x="0" y="${px(top + 12)}">connection ${connection}</text>`;
  return `${name}${spans.map((span) => renderSpan(span, toX, top)).join('')}${renderClose(closed, toX, top)}`;
}

function renderSpan({ phase, fromMs, toMs, request }: Span, toX: ToX, top: number): string {
  const [x, length] = [toX(fromMs), toX(toMs) - toX(fromMs)];
  const whom = request === null ? '' : ` by request ${request}`;
  const title = `<title>${{ opening: 'being opened', busy: 'in use', idle: 'idle' }[phase]}${whom}, ${formatMs(toMs - fromMs)}</title>`;
  if (phase === 'idle') return `<g>${title}${bar(x, top + 6, length, 3, 'idle')}</g>`;
  if (phase === 'opening') return `<g>${title}${bar(x, top + 3, length, barHeight - 6, 'opening')}</g>`;
  return `<g>${title}${bar(x, top, length, barHeight, 'busy')}${labelled(x, length, top + 11, String(request), 'on-busy')}</g>`;
}

function renderClose(closed: ConnectionLife['closed'], toX: ToX, top: number): string {
  if (closed === null) return '';
  const x = toX(closed.atMs);
  const isRoomLeft = x + 8 + closed.reason.length * reasonCharacterPx <= width;
  const place = isRoomLeft ? `x="${px(x + 8)}"` : `text-anchor="end" x="${px(x - 8)}"`;
  const text = `<text class="gone" ${place} y="${px(top + 11)}">${closed.reason}</text>`;
  return `<g><title>closed: ${closed.reason}</title>${renderCross(x, top + 7.5, 4)}${text}</g>`;
}

const renderCross = (x: number, y: number, arm: number): string =>
  `<path d="M${px(x - arm)} ${px(y - arm)}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}" style="stroke:var(--failed);stroke-width:2;fill:none"/>`;
