import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, FlattenMap, type TraceMap } from '@jridgewell/trace-mapping';
import { readPlainFileSync } from '../../platform/files/read-text-file.js';
import { absent, type Doubt, damaged } from './doubt.js';

/** A source map, or why there is none that can be read; neither where a script has no map. */
export interface FoundMap {
  readonly map: TraceMap | null;
  readonly doubt: Doubt | null;
}

/** Code speaks of such comments in strings; what ends its line without a quote is one. */
const mapComment = /\/[/*][#@]\s*sourceMappingURL=([^\s*'"`{]+)[ \t]*(?:\*\/)?\s*$/gm;

/** The address in the last `sourceMappingURL` comment: bundlers leave those of their inputs before it. */
function mapAddress(text: string): string | null {
  return [...text.matchAll(mapComment)].at(-1)?.[1] ?? null;
}

function decodeDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const payload = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64')
    ? Buffer.from(payload, 'base64').toString('utf8')
    : decodeURIComponent(payload);
}

function resolveMapFile(scriptFile: string, address: string): string {
  if (address.startsWith('file:')) return fileURLToPath(address);
  return path.resolve(path.dirname(scriptFile), decodeURIComponent(address));
}

function parseMap(json: string, mapFile: string): TraceMap {
  // Some tools put this in front against script inclusion.
  const map = new FlattenMap(json.replace(/^\)\]\}'[^\n]*\n/, ''), pathToFileURL(mapFile).href);
  // Mappings are read when they are first asked for, which is too late to find them damaged.
  decodedMappings(map);
  return map;
}

function mapFileOf(scriptFile: string, address: string): string | null {
  try {
    return resolveMapFile(scriptFile, address);
  } catch {
    return null;
  }
}

function readText(file: string): string | null {
  try {
    return readPlainFileSync(file);
  } catch {
    return null;
  }
}

/**
 * The source map of a script: inline, beside it, or where its comment points. One that cannot be read is none: a frame in
 * the generated file is still worth more than no frame.
 */
export function readSourceMap(scriptFile: string, text: string): FoundMap {
  const address = mapAddress(text);
  const isInline = address?.startsWith('data:') === true;
  const mapFile = address === null || isInline ? `${scriptFile}.map` : mapFileOf(scriptFile, address);
  const json = isInline || mapFile === null ? null : readText(mapFile);
  if (!isInline && (mapFile === null || json === null)) {
    return { map: null, doubt: address === null ? null : absent(scriptFile, address) };
  }
  try {
    return { map: parseMap(json ?? decodeDataUrl(address ?? ''), mapFile ?? scriptFile), doubt: null };
  } catch {
    return { map: null, doubt: damaged(scriptFile) };
  }
}
