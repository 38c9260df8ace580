import path from 'node:path';
import { isLoaded, readArguments, readProgramBaseName } from '../../../platform/processes/procfs.js';
import type { RuntimeAttach } from '../../runtime-module.js';
import { readAgent } from './agent-expression.js';
import { agentRejected } from './attach-errors.js';
import { type DevtoolsSession, openDevtools } from './devtools-session.js';
import { openInspector } from './open-inspector.js';

/** The main thread may be busy with a request. The agent's start takes some 50 ms. */
const evaluateWithinMs = 15_000;
const handshakeMs = 5_000;

/** Programs that only start another one. */
const wrapper = /^(?:npm|npx|npm-cli|npx-cli|yarn|yarnpkg|pnpm|pnpx|corepack)(?:\.[cm]?js)?$/;

const isNode = (pid: number): boolean =>
  /^node(?:js)?(?: \(deleted\))?$/.test(readProgramBaseName(pid) ?? '') || isLoaded(pid, 'libnode.so');

/** Closes the inspector, later than we hang up. While we are connected, closing it would wait for us. */
const closing = "setTimeout(() => (process.getBuiltinModule ?? require)('node:inspector').close(), 50).unref(); 0";
const closeWithinMs = 1_000;

interface Evaluated {
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

async function evaluate(devtools: DevtoolsSession, expression: string, timeoutMs: number): Promise<void> {
  const { exceptionDetails: thrown } = await devtools.ask<Evaluated>(
    'Runtime.evaluate',
    { expression, includeCommandLineAPI: true, returnByValue: true },
    timeoutMs,
  );
  if (thrown !== undefined) throw new Error(thrown.exception?.description?.split('\n')[0] ?? thrown.text);
}

/** Puts the agent into a Node.js process by its inspector, as a text. */
export const nodeAttach: RuntimeAttach = {
  recognises: (pid) =>
    isNode(pid) &&
    !readArguments(pid)
      .slice(1, 2)
      .some((script) => wrapper.test(path.basename(script))),
  async enter(running, injection) {
    const { pid, target, dial } = running;
    // Read first, so that no failure of ours leaves an inspector open.
    const expressionFor = readAgent();
    const { port, url, wasOpen } = await openInspector(running);
    try {
      const devtools = await openDevtools(url, dial(port), handshakeMs);
      try {
        await evaluate(devtools, expressionFor({ ...injection, closesInspector: !wasOpen }), evaluateWithinMs);
      } catch (error) {
        if (!wasOpen) await evaluate(devtools, closing, closeWithinMs).catch(() => undefined);
        throw error;
      } finally {
        devtools.close();
      }
    } catch (error) {
      throw agentRejected(target, pid, error instanceof Error ? error.message : String(error));
    }
  },
};
