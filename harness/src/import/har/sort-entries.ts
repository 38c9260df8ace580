import { deletes, isMultipart, type LeftOut } from '../imported.js';
import { pathOf, type RecordedRequest } from '../recorded-request.js';
import { type Fields, fieldsOf, listOf, plainText, textOf } from '../values.js';
import { shapeOf } from './shape-of.js';

interface SortedEntries {
  readonly requests: readonly RecordedRequest[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
}

/** Takes the entries of a recording one by one, and keeps the first of each shape. */
export interface EntrySorter {
  add(entry: unknown): void;
  origins(): readonly string[];
  /** The origin with the most requests, without assets. Null when there are no requests. */
  mainOrigin(): string | null;
  sorted(origin: string | null): SortedEntries;
}

/** What was found for one origin. */
interface OriginEntries {
  count: number;
  alike: number;
  readonly byShape: Map<string, RecordedRequest>;
  readonly leftOut: LeftOut[];
}

/** Nobody reads more reasons. */
const mostLeftOut = 1_000;

function recordedOf(request: Fields, path: string): RecordedRequest {
  const headers = listOf(request.headers)
    .map(fieldsOf)
    .map(({ name, value }) => [plainText(name), plainText(value)] as const)
    .filter(([name]) => name !== '');
  return { method: methodOf(request), path, headers, body: bodyOf(fieldsOf(request.postData)), name: null };
}

const methodOf = ({ method }: Fields): string => (textOf(method) ?? 'GET').toUpperCase();

/** The body of a request. Browsers record a form as text or as parameters. */
function bodyOf({ text, params }: Fields): string | null {
  const given = textOf(text);
  if (given !== null && given !== '') return given;
  const pairs = listOf(params).map(fieldsOf);
  if (pairs.length === 0) return null;
  return String(
    new URLSearchParams(pairs.map(({ name, value }): [string, string] => [plainText(name), plainText(value)])),
  );
}

/** Types of requests in Chrome's recordings that load parts of a page. */
const assetTypes: readonly string[] = [
  'image',
  'stylesheet',
  'script',
  'font',
  'media',
  'manifest',
  'texttrack',
  'ping',
];

const assetContent = /^(image|font|audio|video)\/|^(text|application)\/(css|(x-)?javascript|font-[\w-]+|wasm)\b/i;

const assetPath = /\.(png|jpe?g|gif|svg|webp|avif|ico|css|m?js|map|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wasm)(\?|$)/i;

/**
 * Whether the request loads a part of a page. A file server could answer it, so it does not show the application's
 * work.
 */
function isAsset(entry: Fields, path: string): boolean {
  const request = fieldsOf(entry.request);
  if (plainText(request.method).toUpperCase() !== 'GET') return false;
  if (assetTypes.includes(plainText(entry._resourceType))) return true;
  const content = plainText(fieldsOf(fieldsOf(entry.response).content).mimeType);
  return assetContent.test(content) || assetPath.test(path);
}

function reasonAgainst(entry: Fields, request: Fields, includesDeletes: boolean): string | null {
  const method = methodOf(request);
  const status = Number(fieldsOf(entry.response).status ?? 0);
  if (method === 'OPTIONS') return 'it is a preflight request of the browser (CORS)';
  if (method === 'CONNECT') return 'it opens a tunnel';
  if (method === 'DELETE' && !includesDeletes) return deletes;
  if (/^multipart\//.test(plainText(fieldsOf(request.postData).mimeType))) return isMultipart;
  if (status === 101) return 'it opens a WebSocket';
  if (status === 0) return 'it had no answer when it was recorded';
  return status >= 400 ? `it answered ${status} when it was recorded` : null;
}

export function createEntrySorter(includesDeletes: boolean): EntrySorter {
  const byOrigin = new Map<string, OriginEntries>();
  const entriesOf = (origin: string): OriginEntries => {
    const known = byOrigin.get(origin) ?? { count: 0, alike: 0, byShape: new Map(), leftOut: [] };
    byOrigin.set(origin, known);
    return known;
  };
  let assets = 0;
  return {
    add(entry) {
      const request = fieldsOf(fieldsOf(entry).request);
      const url = pathOf(textOf(request.url) ?? '');
      if (url === null) return;
      if (isAsset(fieldsOf(entry), url.path)) {
        assets++;
        return;
      }
      const entries = entriesOf(url.origin);
      entries.count++;
      const reason = reasonAgainst(fieldsOf(entry), request, includesDeletes);
      const name = `${methodOf(request)} ${url.path.split('?')[0]}`;
      if (reason !== null) {
        if (entries.leftOut.length < mostLeftOut) entries.leftOut.push({ request: name, reason });
        return;
      }
      const recorded = recordedOf(request, url.path);
      const shape = shapeOf(recorded);
      if (entries.byShape.has(shape)) entries.alike++;
      else entries.byShape.set(shape, recorded);
    },
    origins: () => [...byOrigin.keys()],
    mainOrigin: () => [...byOrigin].toSorted(([, a], [, b]) => b.count - a.count)[0]?.[0] ?? null,
    sorted(origin) {
      const { byShape, leftOut, alike } = origin === null ? entriesOf('') : entriesOf(origin);
      const others = [...byOrigin].filter(([other, { count }]) => other !== origin && count > 0);
      return {
        requests: [...byShape.values()],
        leftOut,
        notes: [
          ...(alike === 0
            ? []
            : [`${alike} more that differ in ids and values alone; of each kind the first is taken`]),
          ...(assets === 0 ? [] : [`${assets} images, scripts, styles and fonts left out`]),
          ...others.map(([other, { count }]) => `${count} to ${other} left out (--origin takes them instead)`),
        ],
      };
    },
  };
}
