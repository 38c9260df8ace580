import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import frames from '../../../../src/agent/diagnose/frames.cjs';
import type { RawFrame } from '../../../../src/model/evidence.js';

const frame = (file: string, line = 1): RawFrame => ({ functionName: 'f', file, line, column: 1, isAsync: false });
const filesOf = (stack: readonly RawFrame[]): readonly string[] => stack.map(({ file }) => file);

const agentFile = fileURLToPath(new URL('../../../../src/agent/diagnose/patch.cjs', import.meta.url));

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
