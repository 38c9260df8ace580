import { wasm } from './lane.js';

const BLOCK = 4096;
const HEAD = 4;

const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(wasm, 'base64')));
const { memory, alloc, release, crc, seal: sealBlock } = instance.exports;

function bytesOf(input) {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  if (bytes.length > BLOCK - HEAD) throw new RangeError(`more than ${BLOCK - HEAD} bytes`);
  return bytes;
}

function put(bytes) {
  const at = alloc();
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  return at;
}

/** CRC-32 of a text or bytes. */
export function checksum(input) {
  const bytes = bytesOf(input);
  const at = put(bytes);
  try {
    return crc(at, bytes.length) >>> 0;
  } finally {
    release(at);
  }
}

/** Seals a text or bytes: checksum and masked content, as a Uint8Array. */
export function seal(input) {
  const bytes = bytesOf(input);
  const at = put(bytes);
  const out = alloc();
  try {
    const length = sealBlock(at, bytes.length, out);
    return new Uint8Array(memory.buffer, out, length).slice();
  } finally {
    release(at);
  }
}

/** Opens what seal() made; null when the checksum does not fit. */
export function unseal(sealed) {
  const content = Uint8Array.from(sealed.subarray(HEAD), (b) => b ^ 0x5a);
  const stated = new DataView(sealed.buffer, sealed.byteOffset).getUint32(0, true);
  return checksum(content) === stated ? content : null;
}
