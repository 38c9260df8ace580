import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TraceMap } from '@jridgewell/trace-mapping';
import { readPlainFileSync } from '../../platform/read-text-file.js';

const mapComment = /\/[/*][#@]\s*sourceMappingURL=([^\s*]+)/g;

/** The address in the last `sourceMappingURL` comment: bundlers leave those of their inputs before it. */
function mapAddress(text: string): string | null {
  return [...text.matchAll(mapComment)].at(-1)?.[1] ?? null;
}

function decodeDataUrl(url: string): string | null {
  const comma = url.indexOf(',');
  if (comma === -1) return null;
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
  return new TraceMap(json.replace(/^\)\]\}'[^\n]*\n/, ''), pathToFileURL(mapFile).href);
}

/**
 * The source map of a script: inline, beside it, or where its comment points. Null when there is none or it cannot be
 * read: a frame in the generated file is still worth more than no frame.
 */
export function readSourceMap(scriptFile: string, text: string): TraceMap | null {
  const address = mapAddress(text);
  try {
    if (address?.startsWith('data:')) {
      const json = decodeDataUrl(address);
      return json === null ? null : parseMap(json, `${scriptFile}.map`);
    }
    const mapFile = address === null ? `${scriptFile}.map` : resolveMapFile(scriptFile, address);
    return parseMap(readPlainFileSync(mapFile), mapFile);
  } catch {
    return null;
  }
}
