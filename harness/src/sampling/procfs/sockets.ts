import { readdir, readFile, readlink } from 'node:fs/promises';

/** One TCP socket that a process holds. */
export interface OwnedSocket {
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly isListening: boolean;
}

export interface SocketTable {
  readonly tcp: readonly OwnedSocket[];
  /** Sockets that are not TCP: Unix domain, UDP, netlink. */
  readonly otherCount: number;
}

const listenState = '0A';

/** Linux writes each 32-bit word of an address in host (little-endian) byte order. */
function parseIpv4(hex: string): string {
  return (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

const mappedIpv4Prefix = '0000000000000000FFFF0000';

function parseAddress(hex: string): string {
  if (hex.length === 8) return parseIpv4(hex);
  if (hex.startsWith(mappedIpv4Prefix)) return parseIpv4(hex.slice(mappedIpv4Prefix.length));
  return hex === '00000000000000000000000001000000' ? '::1' : hex;
}

function parseEndpoint(text: string): { readonly address: string; readonly port: number } {
  const [address = '', port = '0'] = text.split(':');
  return { address: parseAddress(address), port: Number.parseInt(port, 16) };
}

/**
 * Parses `/proc/<pid>/net/tcp` or `tcp6` into sockets by inode (proc_pid_net(5)).
 */
export function parseTcpTable(text: string): ReadonlyMap<string, OwnedSocket> {
  const rows = text.split('\n').slice(1);
  const sockets = new Map<string, OwnedSocket>();
  for (const row of rows) {
    const [, local, remote, state, , , , , , inode] = row.trim().split(/\s+/);
    if (local === undefined || remote === undefined || inode === undefined || inode === '0') continue;
    const peer = parseEndpoint(remote);
    sockets.set(inode, {
      localPort: parseEndpoint(local).port,
      remoteAddress: peer.address,
      remotePort: peer.port,
      isListening: state === listenState,
    });
  }
  return sockets;
}

/** A file of a process that has just ended reads as empty: the process holds nothing any more. */
const orEmpty = async (read: Promise<string>): Promise<string> => read.catch(() => '');

async function readSocketInodes(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => orEmpty(readlink(`${folder}/${name}`))));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

async function readProcessSockets(pid: number): Promise<ReadonlyMap<string, OwnedSocket | null>> {
  const [inodes, tcp, tcp6] = await Promise.all([
    readSocketInodes(pid),
    orEmpty(readFile(`/proc/${pid}/net/tcp`, 'utf8')),
    orEmpty(readFile(`/proc/${pid}/net/tcp6`, 'utf8')),
  ]);
  const table = new Map([...parseTcpTable(tcp), ...parseTcpTable(tcp6)]);
  return new Map(inodes.map((inode) => [inode, table.get(inode) ?? null]));
}

/** Every socket that the processes hold; one that several share (cluster workers) counts once. Linux only. */
export async function readSockets(pids: readonly number[]): Promise<SocketTable> {
  const byInode = new Map((await Promise.all(pids.map(readProcessSockets))).flatMap((sockets) => [...sockets]));
  const sockets = [...byInode.values()];
  return {
    tcp: sockets.filter((socket) => socket !== null),
    otherCount: sockets.filter((socket) => socket === null).length,
  };
}
