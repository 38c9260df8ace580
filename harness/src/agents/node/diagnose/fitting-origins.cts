import own = require('../own-globals.cjs');

import type { OriginEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

/**
 * The origins that fit into so many bytes of text. Those at the front get their room first. An answer that is too long
 * would be lost.
 */
function fittingOrigins(origins: readonly OriginEvidence[], mostBytes: number): readonly OriginEvidence[] {
  let leftBytes = mostBytes;
  return origins.filter((origin) => {
    const bytes = own.Buffer.byteLength(own.formatJson(origin)) + 1;
    const isFitting = bytes <= leftBytes;
    if (isFitting) leftBytes -= bytes;
    return isFitting;
  });
}

export = fittingOrigins;
