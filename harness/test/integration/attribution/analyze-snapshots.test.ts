import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { HeldGrowth } from '../../../src/attribution/held-growth.js';
import { analyzeSnapshots } from '../../../src/attribution/node/heap/analyze-snapshots.js';
import { keptAt } from '../../../src/attribution/node/sites/kept-at.js';
import { createScriptLibrary } from '../../../src/attribution/node/source/script.js';

const shelf = `export const shelf = new Map();
export function put(key, value) {
  shelf.set(key, value); // line 3
}
`;

/** Each line that keeps something stands alone, so that its number can be told. */
const leaks = `import { EventEmitter } from 'node:events';
import v8 from 'node:v8';
import { put } from './shelf.mjs';
const visits = [];
const waiting = new Map();
const feed = new EventEmitter();
feed.setMaxListeners(0);
const lists = new WeakMap();
const users = Array.from({ length: 5 }, (_, id) => ({ id }));
let transcript = '';
let last = null;
class Log {
  rows = [];
  add(text) {
    this.rows.push({ text }); // line 15
  }
}
class Book {
  constructor(title) { this.title = title; }
}
const log = new Log();
const recent = [];
const actions = [
  function visit(i) {
    visits.push({ page: i, at: '/home' }); // line 25
  },
  function wait(i) {
    void new Promise((resolve) => {
      waiting.set(i, resolve); // line 29
    });
  },
  function listen(i) {
    feed.on('tick', () => i); // line 33
  },
  function say(i) {
    transcript += i + ' says hello to everyone in the room'; // line 36
  },
  function span(i) {
    last = { i, before: last }; // line 39
  },
  function book(i) {
    put('book ' + i, new Book('title ' + i));
  },
  function note(i) {
    log.add('note ' + i);
  },
  function view(i) {
    const list = lists.get(users[i % 5]) ?? [];
    list.push({ article: i }); // line 49
    lists.set(users[i % 5], list);
  },
  function remember(i) {
    recent.push({ bounded: i });
    if (recent.length > 20) recent.shift();
  },
];
const chosen = actions.find(({ name }) => name === process.argv[2]);
let n = 0;
const drive = () => { for (let i = 0; i < 60; i++) chosen(n++); };
drive();
for (const round of [1, 2, 3]) {
  drive();
  v8.writeHeapSnapshot(process.argv[3] + '/' + round + '.heapsnapshot');
}
process.exit(transcript.length + visits.length + recent.length + (last === null ? 0 : 1) > 1e9 ? 1 : 0);
`;

const chain = ({ retainers }: HeldGrowth): string =>
  retainers.map(({ edge, className }) => `${edge}: ${className}`).join(' › ');

describe('attribution/node/heap/analyze-snapshots: real snapshots', () => {
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leakline-heap-')));
    writeFileSync(path.join(folder, 'shelf.mjs'), shelf);
    writeFileSync(path.join(folder, 'leaks.mjs'), leaks);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function growthsOf(action: string): Promise<readonly HeldGrowth[]> {
    execFileSync(process.execPath, [path.join(folder, 'leaks.mjs'), action, folder]);
    const file = (round: number): string => path.join(folder, `${round}.heapsnapshot`);
    return analyzeSnapshots([file(1), file(2), file(3)]);
  }

  const cases = [
    { action: 'visit', holds: 'module: module › visits: Array › [n]: {', line: 25, name: 'visit' },
    { action: 'wait', holds: 'module: module › waiting: Map › [entry]: function', line: 29, name: 'wait' },
    { action: 'listen', holds: 'module: module › feed: EventEmitter › _events: ', line: 33, name: 'listen' },
    { action: 'say', holds: 'module: module › transcript: string', line: 36, name: 'say' },
    { action: 'span', holds: 'module: module › last: {', line: 39, name: 'span' },
    { action: 'book', holds: 'module: module › shelf: Map › [entry]: Book', line: 3, name: 'put' },
    { action: 'note', holds: 'module: module › log: Log › rows: Array › [n]: {', line: 15, name: 'add' },
    { action: 'view', holds: 'module: module › lists: WeakMap › [entry]: Array › [n]: ', line: 49, name: 'view' },
  ];
  for (const { action, holds, line, name } of cases) {
    it(`${action}: names who holds it, and the line that puts it there`, async () => {
      const [first] = await growthsOf(action);
      expect(first && chain(first)).to.satisfy((text: string) => text.startsWith(holds), first && chain(first));
      expect(first?.heldBy).to.equal('own');
      const [site] = keptAt(first?.retainers ?? [], [], createScriptLibrary());
      expect(site).to.include({ line, functionName: name });
    });
  }

  it('counts one object per request', async () => {
    const [first] = await growthsOf('visit');
    expect(first?.addedCount).to.equal(120);
  });

  it('leaves out what is bounded', async () => {
    const own = (await growthsOf('remember')).filter(({ heldBy }) => heldBy === 'own');
    expect(own.map(chain).filter((text) => text.includes('recent'))).to.deep.equal([]);
  });
});
