import { expect } from 'chai';
import { toTerminalSafeJson } from '../../../../src/platform/text/terminal-safe-json.js';
import { toTerminalSafe } from '../../../../src/report/format/terminal-safe.js';
import { createOutput } from '../../../../src/report/output.js';

const esc = '\u001b';

describe('toTerminalSafe', () => {
  const cases: readonly (readonly [title: string, text: string, safe: string])[] = [
    [
      'our own style',
      `${esc}[1m${esc}[31mleaking${esc}[39m${esc}[22m`,
      `${esc}[1m${esc}[31mleaking${esc}[39m${esc}[22m`,
    ],
    ['lines and tabs', 'a\n\tb\r\nc', 'a\n\tb\nc'],
    ['words with colons', 'a::b Foo::bar', 'a::b Foo::bar'],
    ['the title of a window', `a${esc}]0;owned\u0007b`, 'a ]0;owned b'],
    ['concealed text', `${esc}[8mhidden`, ' [8mhidden'],
    ['a cursor that goes up', `${esc}[2Aclean`, ' [2Aclean'],
    ['a line written over', 'leaking\rclean', 'leaking clean'],
    ['C1 controls', 'a\u009b2Ab\u0085c\u007f', 'a 2Ab c '],
    ['text that turns its direction', 'a\u202eb\u2066c\u200fd', 'a b c d'],
    ['a command of GitHub Actions', '::stop-commands::x\n  ::error::y', ': :stop-commands::x\n  : :error::y'],
    ['one behind style', `${esc}[31m::error::y`, `${esc}[31m: :error::y`],
    ['one behind what is taken out', `\u0007::error::y`, ' : :error::y'],
    [
      'an older one, and those of Azure Pipelines',
      'a ##[error]b ##vso[task.complete]',
      'a # #[error]b # #vso[task.complete]',
    ],
    ['those of TeamCity', '##teamcity[buildStop]', '# #teamcity[buildStop]'],
    ['sections of GitLab', `${esc}[0Ksection_start:1:a\r${esc}[0Kb`, ' [0Ksection_start :1:a [0Kb'],
  ];
  for (const [title, text, safe] of cases) it(title, () => expect(toTerminalSafe(text)).to.equal(safe));
});

describe('toTerminalSafeJson', () => {
  const value = { a: '\u009b31m\u202e\u2066 ##[error]x ##vso[y] ##teamcity[z] section_end:1:x', b: [1, '::error::z'] };

  it('means the same', () => expect(JSON.parse(toTerminalSafeJson(value, 2))).to.deep.equal(value));

  it('has nothing that a terminal or a CI system obeys', () => {
    const json = toTerminalSafeJson(value, 2);
    expect(toTerminalSafe(json)).to.equal(json);
    expect(json).to.not.match(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('the terminal', () => {
  it('is given safe text, whoever forgot to make it safe, and what it is to obey', () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), isTTY: true };
    const { stdout } = createOutput({ stdout: stream, stderr: stream, env: {}, platform: 'linux' });
    stdout.write(`${esc}[2J::error::x\n`);
    stdout.control(`${esc}[2K`);
    expect(written).to.deep.equal([' [2J::error::x\n', `${esc}[2K`]);
  });
});
