import { expect } from 'chai';
import fc from 'fast-check';
import { drivenBlocks, type FlooredBlock, repeatedBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { evidenceOfRepeated, inputContrast } from '../../../../src/analysis/judge/input-contrast.js';
import type { LoadResult } from '../../../../src/model/load.js';
import type { InputContrast } from '../../../../src/model/result.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const requests = 400;
const tolerance = 32;
const endpoint = 'GET /items/{n}';

/** Blocks of one endpoint, each with what it grew; `R` stands for one whose inputs are those of the first. */
function recorded(growths: readonly (readonly ['new' | 'R', number])[], answers: Partial<LoadResult> = {}) {
  let heapUsedBytes = 0;
  const blocks = growths.map(([keys, growth], index): LiteralBlock => {
    heapUsedBytes += growth * requests;
    const numbers = keys === 'R' ? ({ firstN: 1, keys: 'repeated' } as const) : { firstN: 1 + index * requests };
    return { endpoint, requests, floor: { heapUsedBytes }, ...numbers, ...(keys === 'R' ? { load: answers } : {}) };
  });
  return literalRecording({ heapUsedBytes: 0 }, blocks);
}

/** Growth per request of repeated blocks, with a new one before each. */
const alternating = (repeated: readonly number[], fresh = 200) =>
  recorded(repeated.flatMap((growth) => [['new', fresh] as const, ['R', growth] as const]));

type Recorded = ReturnType<typeof recorded>;

const evidenceOf = (recording: Recorded): readonly FlooredBlock[] =>
  evidenceOfRepeated(drivenBlocks(recording, endpoint), repeatedBlocks(recording, endpoint));

const contrastOf = (recording: Recorded): InputContrast | null =>
  inputContrast(drivenBlocks(recording, endpoint), evidenceOf(recording), 'heapUsedBytes', tolerance);

describe('inputContrast', () => {
  it('tells growth with every request from growth with new inputs only', () => {
    expect(contrastOf(alternating([200, 201, 199, 200, 200]))).to.deep.include({
      growsWith: 'every',
      distinctInputs: 5 * requests,
      repeatedRequests: 5 * requests,
    });
    expect(contrastOf(alternating([1, 0, -1, 1, 0]))?.growsWith).to.equal('distinct');
  });

  it('leaves out the first repeated block, with which a cache may keep what is used twice', () => {
    expect(contrastOf(alternating([200, 0, 1, 0, -1]))?.growsWith).to.equal('distinct');
  });

  it('does not tell by fewer than four blocks, by noise, or where growth ended meanwhile', () => {
    expect(contrastOf(alternating([200, 200, 200]))).to.equal(null);
    expect(contrastOf(alternating([0, 300, -300, 300, -300]))).to.equal(null);
    expect(contrastOf(alternating([200, 200, 200, 0, 0]))).to.equal(null);
    expect(contrastOf(recorded([['new', 200]]))).to.equal(null);
  });

  it('hears no evidence once a repeated request was answered otherwise than the first time', () => {
    const alike = recorded([
      ['new', 200],
      ['R', 200],
      ['R', 200],
    ]);
    expect(evidenceOf(alike)).to.have.length(2);
    const refused: readonly Partial<LoadResult>[] = [
      { statuses: { '409': requests } },
      { statuses: { '200': requests / 2, '409': requests / 2 } },
      { statuses: { '200': requests / 2 }, ok: requests / 2, errors: requests / 2 },
    ];
    for (const answers of refused) {
      expect(
        evidenceOf(
          recorded(
            [
              ['new', 200],
              ['R', 200],
            ],
            answers,
          ),
        ),
      ).to.deep.equal([]);
    }
    const one = { statuses: { '200': requests - 1, '503': 1 }, ok: requests - 1 };
    expect(
      evidenceOf(
        recorded(
          [
            ['new', 200],
            ['R', 200],
          ],
          one,
        ),
      ),
    ).to.have.length(1);
  });

  it('never tells more than the growth of its repeated blocks, whatever the new ones did', () => {
    const growths = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(growths, fc.integer({ min: -500, max: 500 }), (repeated, fresh) => {
        const contrast = contrastOf(alternating(repeated, fresh));
        expect(contrast).to.deep.equal(contrastOf(alternating(repeated, 0)));
        const warm = repeated.slice(1);
        const mean = warm.reduce((sum, each) => sum + each, 0) / warm.length;
        if (contrast?.growsWith === 'every') expect(mean).to.be.above(tolerance);
        if (contrast?.growsWith === 'distinct') expect(mean).to.be.below(tolerance);
      }),
    );
  });
});
