import { readdir, readFile, readlink } from 'node:fs/promises';
import { whereGone } from './where-gone.js';

/** One TCP socket that a process holds. */
export interface OwnedSocket {
  readonly localAddress: string;
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
    const own = parseEndpoint(local);
    const peer = parseEndpoint(remote);
    sockets.set(inode, {
      localAddress: own.address,
      localPort: own.port,
      remoteAddress: peer.address,
      remotePort: peer.port,
      isListening: state === listenState,
    });
  }
  return sockets;
}

/** The text of a file of `/proc`. It is empty where the process has just ended, which then holds nothing any more. */
const orEmpty = async (read: Promise<string>): Promise<string> => read.catch(whereGone(''));

async function readSocketInodes(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(whereGone<readonly string[]>([]));
  const links = await Promise.all(names.map((name) => orEmpty(readlink(`${folder}/${name}`))));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** The TCP tables that each process sees. Processes in one network namespace share the tables, which are read once. */
async function readTables(pids: readonly number[]): Promise<ReadonlyMap<number, ReadonlyMap<string, OwnedSocket>>> {
  const tables = new Map<string, Promise<ReadonlyMap<string, OwnedSocket>>>();
  const read = async (pid: number): Promise<ReadonlyMap<string, OwnedSocket>> => {
    const files = [`/proc/${pid}/net/tcp`, `/proc/${pid}/net/tcp6`];
    const texts = await Promise.all(files.map((file) => orEmpty(readFile(file, 'utf8'))));
    return new Map(texts.flatMap((text) => [...parseTcpTable(text)]));
  };
  const entries = pids.map(async (pid) => {
    // A process that has just ended has no namespace. Others must not use its empty tables.
    const namespace = (await orEmpty(readlink(`/proc/${pid}/ns/net`))) || `process ${pid}`;
    if (!tables.has(namespace)) tables.set(namespace, read(pid));
    return [pid, (await tables.get(namespace)) ?? new Map()] as const;
  });
  return new Map(await Promise.all(entries));
}

/**
 * The sockets that each process holds, in the order of `pids`. A socket that several processes share (cluster workers)
 * counts for the first of them. Linux only.
 */
export async function readSocketsByProcess(pids: readonly number[]): Promise<ReadonlyMap<number, SocketTable>> {
  // Descriptors are read first. A socket that is opened between the two reads is then left out: no descriptor leads to
  // it.
  const inodesOf = await Promise.all(pids.map(async (pid) => [pid, await readSocketInodes(pid)] as const));
  const tables = await readTables(pids);
  const seen = new Set<string>();
  return new Map(
    inodesOf.map(([pid, inodes]) => {
      const own = [...new Set(inodes)].filter((inode) => !seen.has(inode));
      for (const inode of own) seen.add(inode);
      const tcp = own.flatMap((inode) => tables.get(pid)?.get(inode) ?? []);
      return [pid, { tcp, otherCount: own.length - tcp.length }];
    }),
  );
}

/** Joins the sockets of all processes. */
export const joinSockets = (tables: Iterable<SocketTable>): SocketTable => {
  const all = [...tables];
  return {
    tcp: all.flatMap(({ tcp }) => tcp),
    otherCount: all.reduce((sum, { otherCount }) => sum + otherCount, 0),
  };
};
