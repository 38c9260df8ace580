import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { FollowRequest } from '../../../../src/model/follow.js';
import type { AgentDiagnosis, AgentGroup } from '../../../../src/model/target.js';
import { agentsInside } from '../../../../src/target/container/agents-inside.js';
import { createInsideView } from '../../../../src/target/container/inside-view.js';

const root = `/proc/${process.pid}/root`;
/** Our own process, which sees itself by the pid that we see. */
const view = createInsideView(process.pid, () => [process.pid]);

function groupOf(diagnosis: Partial<AgentDiagnosis>): AgentGroup {
  return {
    connected: 1,
    read: async () => [],
    collect: async () => [],
    timers: async () => null,
    lookForPools: async () => undefined,
    withPatience: () => groupOf(diagnosis),
    diagnosis: diagnosis as AgentDiagnosis,
  };
}

describe('agentsInside', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-inside-'));
  after(() => rmSync(folder, { recursive: true }));
  const shared = { here: folder, inside: '/tmp/in' };

  it('leads to files of the container where they are seen from here', async () => {
    const frame = { functionName: 'keep', file: 'file:///app/x.mjs', line: 1, column: 1, isAsync: false };
    const inside = groupOf({
      scripts: ['/app/server.js'],
      allocations: async () => [{ stack: [frame, { ...frame, file: 'node:net' }], bytes: 1, count: 1 }] as never,
    });
    const { diagnosis } = agentsInside(inside, view, shared);
    expect(diagnosis?.scripts).to.deep.equal([`${root}/app/server.js`]);
    const [site] = (await diagnosis?.allocations()) ?? [];
    expect(site?.stack.map(({ file }) => file)).to.deep.equal([`file://${root}/app/x.mjs`, 'node:net']);
  });

  it('asks by the names of the container', async () => {
    const asked: FollowRequest[] = [];
    const inside = groupOf({ follow: async (request) => void asked.push(request) });
    const place = { file: `${root}/app/x.mjs`, line: 1, column: 1 };
    const request = { lines: [{ place, written: { by: 'growth' }, holder: 0 }], calls: [], callbacks: [] };
    const rest = { holders: [], questions: [], followsCauses: false };
    await agentsInside(inside, view, shared).diagnosis?.follow({ ...request, ...rest } as FollowRequest);
    expect(asked[0]?.lines[0]?.place.file).to.equal('/app/x.mjs');
  });

  it('fetches snapshots from the folder that both see', async () => {
    const inside = groupOf({
      writeHeapSnapshots: async ({ filePrefix }) => {
        expect(filePrefix).to.equal('/tmp/in/wanted');
        writeFileSync(path.join(folder, 'wanted-7.heapsnapshot'), '{}');
        return [{ status: 'written', pid: process.pid, file: '/tmp/in/wanted-7.heapsnapshot', bytes: 2 }];
      },
    });
    const filePrefix = path.join(folder, 'wanted');
    const { diagnosis } = agentsInside(inside, view, shared);
    const [written] = (await diagnosis?.writeHeapSnapshots({ filePrefix, limitBytes: 10 })) ?? [];
    expect(written).to.deep.include({ status: 'written', pid: process.pid });
    expect(readFileSync(`${filePrefix}-${process.pid}.heapsnapshot`, 'utf8')).to.equal('{}');
  });
});
