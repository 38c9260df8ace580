import { expect } from 'chai';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { embedDocument } from '../../../src/report/write-html-report.js';

const template = '<html><script type="application/json" id="leakline-document"></script></html>';

describe('embedDocument', () => {
  it('gives back the same data and lets none of it end the element', () => {
    const hostile = { id: '</script><img src=x onerror=alert(1)> <!-- $& $1 \u2028\u2029' };
    const page = embedDocument(template, hostile);
    const json = page.slice(page.indexOf('document">') + 'document">'.length, page.lastIndexOf('</script>'));
    expect(json).not.to.match(/[<\u2028\u2029]/);
    expect(JSON.parse(json)).to.deep.equal(hostile);
  });

  it('lets no text of strangers turn the direction of the page', () => {
    const page = embedDocument(template, { message: 'abc\u202edef\u2066', name: 'a b' });
    expect(page)
      .to.include('abc def ')
      .and.not.match(/[\u202e\u2066]/);
  });

  it('refuses a page without a place for data', () => {
    expect(() => embedDocument('<html></html>', {})).to.throw(HarnessError, 'no place for its data');
  });
});
