import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { readSocketInodes } from '../../harness/src/platform/processes/procfs.js';
import { parseTcpTable } from '../../harness/src/sampling/procfs/sockets.js';
import { eventually } from '../../harness/test/support/eventually.js';
import type { TestServer } from './services.js';
import type { RunningTwin } from './twin.js';

/** Inodes of the sockets that connect this twin with the server. */
async function connectionsOf({ pid }: RunningTwin, server: TestServer): Promise<readonly string[]> {
  const port = Number(new URL(server.url).port);
  const table = parseTcpTable(await readFile(`/proc/${pid}/net/tcp`, 'utf8'));
  return [...readSocketInodes(pid)].filter((inode) => table.get(inode)?.remotePort === port);
}

/**
 * Breaks every connection to the server, and waits until the twins have closed their ends, too: what they answer before
 * they notice is not what these tests are about.
 */
export async function dropConnections(server: TestServer, twins: readonly RunningTwin[]): Promise<void> {
  const broken = (await Promise.all(twins.map((twin) => connectionsOf(twin, server)))).flat();
  expect(broken).to.not.be.empty;
  await server.dropClients();
  const haveNoticed = await eventually(async () => {
    const open = new Set(twins.flatMap(({ pid }) => [...readSocketInodes(pid)]));
    return !broken.some((inode) => open.has(inode));
  });
  expect(haveNoticed, 'connections closed by the twins').to.equal(true);
}
