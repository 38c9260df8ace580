import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import frames from '../../../../../src/agents/node/diagnose/frames.cjs';
import type { RawFrame } from '../../../../../src/model/evidence.js';

const frame = (file: string, line = 1): RawFrame => ({ functionName: 'f', file, line, column: 1, isAsync: false });
const filesOf = (stack: readonly RawFrame[]): readonly string[] => stack.map(({ file }) => file);

const agentFile = fileURLToPath(new URL('../../../../../src/agents/node/diagnose/patch.cjs', import.meta.url));

describe('trimFrames', () => {
  it('leaves out the agent, and Node.js beneath the application', () => {
    const stack = [agentFile, 'node:net', '/app/a.js', 'node:events', '/app/b.js', 'node:_http_server'].map((file) =>
      frame(file),
    );
    expect(filesOf(frames.trimFrames(stack))).to.deep.equal(['node:net', '/app/a.js', 'node:events', '/app/b.js']);
  });

  it('leaves out the event loop between a function and its async caller', () => {
    const stack = [frame('/app/a.js'), frame('node:internal/process/task_queues'), frame('file:///app/b.mjs')];
    expect(filesOf(frames.trimFrames(stack))).to.deep.equal(['/app/a.js', 'file:///app/b.mjs']);
  });

  it('keeps a stack that is all Node.js', () => {
    const stack = [frame('node:fs'), frame('node:internal/streams')];
    expect(frames.trimFrames(stack)).to.deep.equal(stack);
    expect(frames.isInternal(stack)).to.equal(true);
    expect(frames.isInternal([...stack, frame('/app/a.js')])).to.equal(false);
  });
});

describe('withoutLongRuns', () => {
  const run = (folder: string, length: number): readonly RawFrame[] =>
    Array.from({ length }, (_, index) => frame(`${folder}/file.js`, index + 1));
  const linesOf = (stack: readonly RawFrame[]): readonly number[] => stack.map(({ line }) => line);

  it('keeps the first and the last calls of what a package does among itself', () => {
    const package30 = run('/app/node_modules/@scope/orm', 30);
    const short = frames.withoutLongRuns([...package30, ...run('/app', 2)]);
    expect(linesOf(short)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 27, 28, 29, 30, 1, 2]);
  });

  it('keeps short runs, each package by itself, and Node.js as one', () => {
    const mixed = [...run('/a/node_modules/one', 12), ...run('/a/node_modules/two', 12), ...run('node:net', 12)];
    expect(frames.withoutLongRuns(mixed)).to.deep.equal(mixed);
    expect(frames.withoutLongRuns([...run('node:net', 9), ...run('node:events', 9)])).to.have.length(12);
    expect(frames.withoutLongRuns([])).to.deep.equal([]);
  });

  it("keeps all of one's own code, however deep it calls itself", () => {
    const own = run('/app/src', 40);
    expect(frames.withoutLongRuns(own)).to.deep.equal(own);
  });
});
