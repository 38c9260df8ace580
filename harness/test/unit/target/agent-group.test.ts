import { expect } from 'chai';
import type { TimerGroup } from '../../../src/model/target.js';
import type { AgentConnection } from '../../../src/target/agent-connection.js';
import { createAgentGroup, defaultTimeouts } from '../../../src/target/agent-group.js';
import { quietReading } from '../../support/fake-target.js';

type Reply = { readonly answer: unknown } | null;

const hello = { type: 'hello', pid: 1, ppid: 0, runtime: 'node', version: 'v20.20.0', script: '' } as const;

/** Processes of which each answers one thing to whatever it is asked; null: it ends before. */
function groupOf(...replies: readonly Reply[]) {
  // The group passes answers on as they come.
  const connection = (reply: Reply) => ({ hello, request: async () => reply }) as unknown as AgentConnection;
  const connections = new Map(replies.map((reply, index) => [index, connection(reply)]));
  return createAgentGroup(connections, 'measure', defaultTimeouts);
}

const timers = (delayMs: number): readonly TimerGroup[] => [
  { delayMs, isRepeating: false, keepsAlive: true, count: 1, longestLeftMs: delayMs },
];

describe('the timers of several processes', () => {
  it('are those of all of them', async () => {
    const group = groupOf({ answer: timers(1_000) }, { answer: timers(2_000) }, { answer: [] });
    expect((await group.timers())?.map(({ delayMs }) => delayMs)).to.deep.equal([1_000, 2_000]);
  });

  it('are unknown where one of them does not know its own', async () => {
    expect(await groupOf({ answer: timers(1_000) }, { answer: null }).timers()).to.equal(null);
  });

  it('do without a process that ends meanwhile', async () => {
    expect(await groupOf({ answer: timers(1_000) }, null).timers()).to.have.length(1);
    expect(await groupOf(null).timers()).to.deep.equal([]);
  });
});

describe('the agents of a target that is slow', () => {
  it('get all that is left of the patience, for every question', async () => {
    const given: number[] = [];
    const request = async (_question: unknown, timeoutMs: number) => {
      given.push(timeoutMs);
      return { answer: quietReading };
    };
    const connections = new Map([[0, { hello, request } as unknown as AgentConnection]]);
    const group = createAgentGroup(connections, 'measure', defaultTimeouts);
    await group.read();
    const patient = group.withPatience(25_000);
    await patient.read();
    await patient.collect();
    expect(given[0]).to.equal(5_000);
    expect(given.slice(1).every((timeoutMs) => timeoutMs > 20_000 && timeoutMs <= 25_000)).to.equal(true);
    expect(patient.connected).to.equal(1);
  });
});
