import type inspector = require('node:inspector');

interface RemoteObject {
  readonly objectId: string;
}

/** The place where this process and the inspector, which runs within it, hand objects to each other. */
const exchangeName = 'leakline.objects';
const exchangeKey = Symbol.for(exchangeName);

/**
 * Every object made from a prototype. Only the inspector can find them, by a collection and a walk over the heap. Empty
 * where the inspector does not answer.
 */
function objectsOf<T extends object>(prototype: T): readonly T[] {
  const exchange: { readonly prototype: T; found?: readonly T[] } = { prototype };
  // Loaded here, so that a Node.js without an inspector only fails in this call, and nobody else pays for loading it.
  const { Session } = require('node:inspector') as typeof inspector;
  const session = new Session();
  /** Within one process the answer is there when the call returns. */
  function post<A>(method: string, params: object): A | undefined {
    let answer: A | undefined;
    session.post(method, params, (_error, result) => {
      answer = result as A | undefined;
    });
    return answer;
  }
  Reflect.set(globalThis, exchangeKey, exchange);
  try {
    session.connect();
    const place = `globalThis[Symbol.for('${exchangeName}')]`;
    const shape = post<{ result: RemoteObject }>('Runtime.evaluate', { expression: `${place}.prototype` });
    const all = post<{ objects: RemoteObject }>('Runtime.queryObjects', { prototypeObjectId: shape?.result.objectId });
    const hand = `function () { ${place}.found = this; }`;
    post('Runtime.callFunctionOn', { objectId: all?.objects.objectId, functionDeclaration: hand });
    return exchange.found ?? [];
  } finally {
    session.disconnect();
    Reflect.deleteProperty(globalThis, exchangeKey);
  }
}

export = objectsOf;
