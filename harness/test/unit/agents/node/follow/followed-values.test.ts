import { expect } from 'chai';
import createFollowedValues from '../../../../../src/agents/node/follow/followed-values.cjs';

const handle = () => ({ close() {} });

describe('agent/createFollowedValues', () => {
  let nowMs: number;
  let values: ReturnType<typeof createFollowedValues>;
  beforeEach(() => {
    nowMs = 5;
    values = createFollowedValues(() => nowMs);
  });

  const only = () => {
    const [given, ...others] = values.results();
    if (given === undefined || others.length > 0) throw new Error('expected one result');
    return given;
  };

  it('keeps what a caller has in hand: the result, and the object that it called', () => {
    const [self, result, argument] = [handle(), handle(), { id: 7 }];
    values.returned(2, result, self, ['a', argument]);
    expect(only()).to.deep.equal({
      call: 2,
      atMs: 5,
      shape: 'object',
      values: [result, self],
      args: [argument],
      answers: [],
      key: 'a\n7',
      canUndo: true,
      isLoan: false,
    });
  });

  it('gives no way to data', () => {
    const [row, answer] = [{ id: 1 }, { price: 1, rows: [{ id: 2 }] }];
    values.returned(0, { ...answer, row }, undefined, []);
    expect(only()).to.include({ shape: 'data', canUndo: false }).and.deep.include({ values: [] });
    expect(only().answers).to.deep.equal([{ ...answer, row }, answer.rows, row]);
  });

  it('waits for promises, by what the language knows of them', async () => {
    const result = handle();
    const [promise, failure] = [Promise.resolve(result), Promise.reject(new Error('refused'))];
    Object.defineProperty(promise, 'then', { value: () => expect.fail('code of the application was run') });
    values.returned(0, promise, undefined, []);
    values.returned(1, failure, undefined, []);
    await failure.catch(() => undefined);
    expect(values.results().map(({ shape }) => shape)).to.deep.equal(['object', 'nothing']);
    expect(values.results()[0]?.values).to.deep.equal([result]);
  });

  it('takes what is given to a callback before the call returns for a loan', () => {
    const lent = handle();
    values.entered(0, [null, lent]);
    values.returned(0, undefined, undefined, []);
    expect(only())
      .to.include({ isLoan: true, shape: 'nothing' })
      .and.deep.include({ values: [lent] });
    values.returned(0, undefined, undefined, []);
    expect(values.results().map(({ isLoan }) => isLoan)).to.deep.equal([true, false]);
  });

  it('takes what is given to a callback before the call has settled for a loan', () => {
    const lent = handle();
    values.returned(0, new Promise(() => undefined), undefined, []);
    values.entered(0, [lent]);
    expect(only())
      .to.include({ isLoan: true })
      .and.deep.include({ values: [lent] });
  });

  it('takes what is given to a callback after the call for its result', () => {
    const given = handle();
    values.returned(0, undefined, undefined, []);
    values.entered(0, [null, given]);
    const [call, callback] = values.results();
    expect(call).to.include({ shape: 'nothing', isLoan: false });
    expect(callback).to.include({ call: 0, shape: 'object', isLoan: false });
    expect(callback?.values).to.deep.equal([[null, given]]);
  });

  it('takes events between two calls for no loan', () => {
    const [first, second] = [handle(), handle()];
    values.returned(0, first, undefined, []);
    for (let event = 0; event < 3; event += 1) values.entered(0, [{ event }]);
    values.returned(0, second, undefined, []);
    expect(values.results().map(({ isLoan }) => isLoan)).to.deep.equal([false, false, false]);
    expect(values.results().at(-1)?.values).to.deep.equal([second]);
  });

  it('confuses no calls of different functions', () => {
    values.entered(0, [handle()]);
    values.returned(1, undefined, undefined, []);
    expect(only()).to.include({ call: 1, isLoan: false });
  });

  it('makes keys of texts and numbers alone, and looks into plain objects and lists only', () => {
    class Order {
      readonly id = 'hidden';
    }
    values.returned(0, undefined, undefined, ['a', 1, true, { id: 'b', inner: { id: 'c' } }, new Order(), [9]]);
    values.returned(0, undefined, undefined, [new Proxy({}, { getOwnPropertyDescriptor: () => expect.fail() })]);
    expect(values.results().map(({ key }) => key)).to.deep.equal(['a\n1\ntrue\nb\n9', '']);
  });

  it('keeps no more than it needs', () => {
    for (let call = 0; call < 3_000; call += 1) values.returned(0, call, undefined, []);
    expect(values.results()).to.have.length(2_000);
  });
});
