import { expect } from 'chai';
import type { Finding } from '../../../../src/model/result.js';
import { escapeMarkdown, inlineCode } from '../../../../src/report/format/markdown-text.js';
import { formatMarkdown } from '../../../../src/report/markdown/format-markdown.js';
import {
  connectionFinding,
  sampleEndpoint,
  sampleTarget,
  sampleTwins,
} from '../../../fixtures/report/sample-result.js';

describe('markdown', () => {
  it('says the verdict, the endpoints and the line to blame', () => {
    const text = formatMarkdown(sampleTwins);
    expect(text).to.match(/^<!-- leakline -->\n\n## Leakline: with\\-leak leaks 1\.00 pg connection per request/);
    expect(text)
      .to.include('| 🔴 leaking | `GET /api/database` |')
      .and.include('`apps/with-leak/src/routes/database.ts:24`');
    expect(text).to.include('> 24 |   await client.connect();').and.include('fingerprint `a1b2c3d4`');
  });

  it('gives the growth of every leak but the one in the table, and which is accepted', () => {
    const second: Finding = { ...connectionFinding, metric: 'fds', fingerprint: 'b2c3d4e5' };
    const known: Finding = { ...second, metric: 'sockets', ignored: 'known' };
    const findings = [connectionFinding, second, known];
    const endpoint = sampleEndpoint('GET /', { verdict: 'leaking', findings });
    const text = formatMarkdown({ ...sampleTwins, targets: [sampleTarget('a', { endpoints: [endpoint] })] });
    const lines = text.replaceAll('\\', '').split('\n');
    expect(lines.filter((line) => /^- (and|accepted)/.test(line))).to.deep.equal([
      '- and +1.00 fd/request [1.00, 1.00]',
      '- accepted: +1.00 socket/request [1.00, 1.00] (known)',
    ]);
  });

  it('keeps markup of strangers text', () => {
    const hostile = '</summary><img src=x onerror=alert(1)> | [a](http://x) @team `code`';
    const endpoint = sampleEndpoint(hostile, { remarks: [hostile] });
    const text = formatMarkdown({ ...sampleTwins, targets: [sampleTarget(hostile, { endpoints: [endpoint] })] });
    const withoutCode = text.replace(/`` [^\n]*? ``|<code>.*?<\/code>/g, '');
    expect(withoutCode).to.not.match(/<img|\[a\]\(|@team| \| \[a/);
  });

  it('fences code by more backticks than it holds', () => {
    expect(inlineCode('a``b|c')).to.equal('``` a``b\\|c ```');
    expect(inlineCode('plain')).to.equal('`plain`');
  });

  it('escapes what would be markup', () => {
    expect(escapeMarkdown('a*b_c<d>')).to.equal('a\\*b\\_c&lt;d&gt;');
  });
});
