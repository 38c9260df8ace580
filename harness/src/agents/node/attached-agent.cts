import inspector = require('node:inspector');
import attachment = require('./attachment.cjs');
import own = require('./own-globals.cjs');
import ownWorkers = require('./own-workers.cjs');

import type { AttachedAgentOptions } from '../../model/agent-protocol.js' with { 'resolution-mode': 'import' };

import type startAgent = require('./start-agent.cjs');

/** Where a process keeps the way to be rid of the agent that is in it. */
const place = Symbol.for('leakline.attached');

/** The harness has hung up by then. While it is connected, closing the inspector would wait for it. */
const closeInspectorAfterMs = 50;

type Place = { [place]?: () => void };

/** Makes the agent leave when its connection ends, whoever ends it. */
function leave(): void {
  attachment.withdraw();
  Reflect.deleteProperty(globalThis, place);
}

/**
 * Entry point in a process that runs already. The whole agent comes as one text, by the inspector. It connects to the
 * harness as a preloaded agent does, and leaves without a trace as soon as this connection ends.
 */
function startAttached({ closesInspector, threadTexts, ...setting }: AttachedAgentOptions): void {
  if (closesInspector) own.setTimeout(() => inspector.close(), closeInspectorAfterMs).unref();
  // An agent whose harness was killed a moment ago may not have noticed yet.
  (globalThis as Place)[place]?.();
  attachment.begin();
  ownWorkers.useTexts((file) => threadTexts[file]);
  try {
    const start = require('./start-agent.cjs') as typeof startAgent;
    const socket = start(setting);
    attachment.onWithdrawal(() => socket.destroy());
    socket.on('close', leave);
    Object.defineProperty(globalThis, place, { value: leave, configurable: true });
  } catch (error) {
    leave();
    throw error;
  }
}

export = startAttached;
