import { expect } from 'chai';
import type { OriginEvidence } from '../../../src/model/evidence.js';
import { parseAgentMessage } from '../../../src/target/agent-messages.js';
import { findAnswerFault } from '../../../src/target/find-answer-fault.js';
import { quietReading } from '../../support/fake-target.js';

const reading = quietReading;

const origin: OriginEvidence = {
  kind: 'socket',
  pid: 1,
  stack: [{ functionName: null, file: '/app/a.js', line: 1, column: 2, isAsync: false }],
  alive: 2,
  created: 3,
  oldestMs: 4,
  details: ['127.0.0.1:5432'],
  localPorts: [40_000],
};

describe('an answer of the agent', () => {
  it('is taken as it is where nothing is wrong', () => {
    expect(findAnswerFault('node', 'read', reading)).to.equal(null);
    expect(findAnswerFault('node', 'collect', { ...reading, clusterPlace: 'worker 3', census: 'text' })).to.equal(null);
    expect(findAnswerFault('node', 'timers', null)).to.equal(null);
    expect(findAnswerFault('node', 'watch', null)).to.equal(null);
    expect(findAnswerFault('node', 'origins', [origin, { ...origin, aliveBytes: 1 }])).to.equal(null);
    expect(findAnswerFault('node', 'allocations', [])).to.equal(null);
    const written = { status: 'written', pid: 1, file: '/tmp/a', bytes: 1 };
    expect(findAnswerFault('node', 'writeHeapSnapshot', written)).to.equal(null);
  });

  for (const field of Object.keys(reading)) {
    it(`is refused without \`${field}\`, by that name`, () => {
      expect(findAnswerFault('node', 'read', { ...reading, [field]: undefined })).to.match(
        new RegExp(`^\`${field}[\`.]`),
      );
    });
  }

  it('is refused with a field of another kind, however deep it lies', () => {
    expect(findAnswerFault('node', 'read', { ...reading, rssBytes: '1' }))
      .to.include('`rssBytes`')
      .and.include('number');
    expect(findAnswerFault('node', 'origins', [{ ...origin, stack: [{ file: 1 }] }])).to.include('`0.stack.0.');
    expect(findAnswerFault('node', 'origins', [{ ...origin, kind: 'lamp' }])).to.include('`0.kind`');
    expect(findAnswerFault('node', 'timers', [{ delayMs: null }])).to.include('`0.delayMs`');
    expect(findAnswerFault('node', 'writeHeapSnapshot', { status: 'lost' })).to.include('`status`');
    expect(findAnswerFault('node', 'collect', null)).to.include('all of it');
  });
});

describe('a message of the agent', () => {
  it('says what it is, and has the number of its question', () => {
    expect(parseAgentMessage('{"type":"answer","id":1,"answer":null}')).to.deep.include({ id: 1 });
    for (const line of ['', '{', 'null', '[]', '{"type":"answer"}', '{"type":"answer","id":"1"}', '{"type":"bye"}']) {
      expect(parseAgentMessage(line), line).to.equal(null);
    }
    expect(
      parseAgentMessage('{"type":"hello","pid":-1,"ppid":0,"runtime":"node","version":"v20","script":""}'),
    ).to.equal(null);
    expect(parseAgentMessage('{"type":"failure","id":1}')).to.equal(null);
  });
});
