import { EventEmitter } from 'node:events';
import net from 'node:net';
import { expect } from 'chai';
import shapes from '../../../../../src/agents/node/follow/given-shape.cjs';

class Client {
  timer: NodeJS.Timeout | null = null;
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}

/** Throws as soon as anybody looks. */
const closedProxy = (): object => {
  const refuse = (): never => {
    throw new Error('somebody looked into the proxy');
  };
  return new Proxy({}, { get: refuse, getPrototypeOf: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse });
};

describe('agent/givenShape', () => {
  const shapeOf = (value: unknown) => shapes.givenShape(value, null);

  it('takes flags, numbers, and the object that was called for nothing', () => {
    for (const value of [undefined, null, true, 3, 10n]) expect(shapeOf(value)).to.equal('nothing');
    const self = new Client();
    expect(shapes.givenShape(self, self)).to.equal('nothing');
  });

  it('takes what nobody can call for data', () => {
    const values = ['text', {}, { price: 1, lines: [{ id: 'a' }] }, [1], Object.create(null), new Map([[1, { a: 1 }]])];
    for (const value of [...values, new Date(), /x/, new Error('e'), Buffer.alloc(1), new ArrayBuffer(1), new Set([1])])
      expect(shapeOf(value)).to.equal('data');
  });

  it('takes functions, and what has some, for objects', () => {
    const close = (): void => undefined;
    for (const value of [close, { close }, [close], { inner: { close } }, new Map([['a', close]]), new Set([close])])
      expect(shapeOf(value)).to.equal('object');
    expect(shapeOf(new Client())).to.equal('object');
    expect(shapeOf({ rows: [new Client()] })).to.equal('object');
  });

  it('looks three levels deep, and runs no code of the application', () => {
    expect(shapeOf({ a: { b: { c: { close: () => undefined } } } })).to.equal('data');
    const getter = {
      get client(): never {
        throw new Error('the getter was run');
      },
    };
    expect(shapeOf(getter)).to.equal('data');
    expect(shapeOf(closedProxy())).to.equal('object');
    expect(shapeOf({ inner: closedProxy() })).to.equal('object');
  });
});

describe('agent/undoesOf', () => {
  it('tells what methods of a class undo, inherited ones too', () => {
    class Pool extends Client {
      async drain(): Promise<void> {
        new AbortController().abort();
      }
    }
    expect(shapes.undoesOf(new Client())).to.deep.equal(['clearInterval']);
    expect([...shapes.undoesOf(new Pool())].toSorted()).to.deep.equal(['abort', 'clearInterval']);
  });

  it('tells what functions of a plain object undo', () => {
    const emitter = new EventEmitter();
    expect(shapes.undoesOf({ stop: () => emitter.off('a', () => undefined), name: 'close' })).to.deep.equal(['off']);
  });

  it('takes words that call nothing for nothing', () => {
    const api = {
      verbs: () => ['delete', 'end'],
      off: 1,
      drop: (headers: Record<string, string>) => delete headers.end,
    };
    expect(shapes.undoesOf(api)).to.deep.equal([]);
  });

  it('says nothing of classes of Node.js and of the language', () => {
    class Feed extends EventEmitter {
      latest(): number {
        return 1;
      }
    }
    for (const value of [new net.Socket(), new Map(), [], new Feed(), 'close', null, closedProxy()])
      expect(shapes.undoesOf(value)).to.deep.equal([]);
  });
});
