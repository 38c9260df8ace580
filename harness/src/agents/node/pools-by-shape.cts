import events = require('node:events');
import objectsOf = require('./objects-of.cjs');

const methods = ['connect', 'newClient', '_pulseQueue'] as const;
const gauges = ['totalCount', 'idleCount', 'waitingCount'] as const;

/** Whether a class declares what the pool of `pg` declares. Runs no code of the class. */
function isPoolPrototype(prototype: object): boolean {
  const own = (name: string): PropertyDescriptor | undefined => Object.getOwnPropertyDescriptor(prototype, name);
  return (
    methods.every((name) => typeof own(name)?.value === 'function') &&
    gauges.every((name) => typeof own(name)?.get === 'function')
  );
}

function prototypesOf(object: object): readonly object[] {
  const chain: object[] = [];
  for (let link = Object.getPrototypeOf(object); link !== null; link = Object.getPrototypeOf(link)) chain.push(link);
  return chain;
}

/**
 * The pools of `pg` among all emitters of the process, recognised by what their class declares. This also finds the
 * pools of a driver that was bundled into the application, or imported past the hook on `require`. It takes a walk over
 * the heap, as for timers.
 *
 * @returns null where this Node.js cannot tell: an emitter that certainly exists is not found.
 */
function findPools(): readonly object[] | null {
  const emitters = objectsOf<object>(events.EventEmitter.prototype);
  if (!emitters.includes(process)) return null;
  const known = new Map<object, boolean>();
  const isPool = (prototype: object): boolean => {
    const answer = known.get(prototype) ?? isPoolPrototype(prototype);
    known.set(prototype, answer);
    return answer;
  };
  return emitters.filter((emitter) => prototypesOf(emitter).some(isPool) && Object.hasOwn(emitter, 'options'));
}

export = findPools;
