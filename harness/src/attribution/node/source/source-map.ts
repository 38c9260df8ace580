import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, FlattenMap, type TraceMap } from '@jridgewell/trace-mapping';
import { readPlainFileSync } from '../../../platform/files/read-text-file.js';
import { absent, type Doubt, damaged } from './doubt.js';

/** A source map, or the doubt that tells why it cannot be read. Both are null when a script has no map. */
export interface FoundMap {
  readonly map: TraceMap | null;
  readonly doubt: Doubt | null;
}

/**
 * Finds the comment that names the map. Code may contain such a comment in a string, so nothing but spaces may follow
 * it, and no quote.
 */
const mapComment = /\/[/*][#@]\s*sourceMappingURL=([^\s*'"`{]+)[ \t]*(?:\*\/)?\s*$/gm;

/** The address in the last `sourceMappingURL` comment. Bundlers leave the comments of their inputs before it. */
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
  // Some tools put this prefix in front, so that no page can load the file as a script.
  const map = new FlattenMap(json.replace(/^\)\]\}'[^\n]*\n/, ''), pathToFileURL(mapFile).href);
  // The library reads the mappings when they are first asked for. They are read here, so that damage is found in time.
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
 * Reads the source map of a script: inline, beside the script, or where its comment points. If the map cannot be read,
 * frames stay in the built file, which is better than no frames.
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
