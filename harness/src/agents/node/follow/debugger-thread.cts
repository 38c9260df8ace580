import inspector = require('node:inspector');
import url = require('node:url');
import workerThreads = require('node:worker_threads');

import type { FollowedFunction, FollowRequest } from '../../../model/follow.js' with { 'resolution-mode': 'import' };

type Location = inspector.Debugger.Location;
type Place = FollowedFunction['place'];
type CallFrame = inspector.Debugger.CallFrame;

/** Where the main thread has the functions that breakpoints call (`follow.cts`). */
const hook = 'globalThis[Symbol.for("leakline.follow")]';

const session = new inspector.Session();
const scripts = new Map<string, string>();
/** The followed calls that return at each breakpoint. */
const callsAt = new Map<string, number[]>();

interface Stop {
  readonly location: Location;
  /** Expressions that tell us that it was reached. One line may be watched for several things that grow. */
  readonly tells: string[];
}

/** V8 takes one breakpoint at each location. */
const stops = new Map<string, Stop>();
let parameters: readonly (readonly string[] | null)[] = [];
let onReturn: string | null = null;

function post<T>(method: string, params: object = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    session.post(method, params, (error, result) => (error === null ? resolve(result as T) : reject(error)));
  });
}

const scriptUrl = (file: string): string => (file.startsWith('file:') ? file : url.pathToFileURL(file).href);

function startOf({ file, line, column }: Place): Location | null {
  const scriptId = scripts.get(scriptUrl(file)) ?? scripts.get(file);
  return scriptId === undefined ? null : { scriptId, lineNumber: line - 1, columnNumber: column - 1 };
}

/** The places at which a function can be stopped, from here to its end. */
async function stopsFrom(place: Place): Promise<readonly inspector.Debugger.BreakLocation[]> {
  const start = startOf(place);
  if (start === null) return [];
  type Stops = { readonly locations: inspector.Debugger.BreakLocation[] };
  const { locations } = await post<Stops>('Debugger.getPossibleBreakpoints', { start, restrictToFunction: true });
  return locations;
}

const keyOf = ({ lineNumber, columnNumber = 0, scriptId }: Location): string =>
  `${lineNumber}:${columnNumber}:${scriptId}`;

/** V8's own name of a breakpoint begins with its kind. The key follows. */
const keyIn = (breakpointId: string): string => breakpointId.slice(breakpointId.indexOf(':') + 1);

const valuesOf = (names: readonly string[] | null): string =>
  `[${(names ?? []).map((name) => `(typeof ${name} === "undefined" ? undefined : ${name})`).join(', ')}]`;

function stopAt(location: Location): Stop {
  const key = keyOf(location);
  const stop = stops.get(key) ?? { location, tells: [] };
  stops.set(key, stop);
  return stop;
}

async function tellAt(place: Place, call: string): Promise<void> {
  const [first] = await stopsFrom(place);
  if (first !== undefined) stopAt(first).tells.push(`${hook}?.${call}`);
}

async function followReturns(place: Place, call: number): Promise<void> {
  const found = await stopsFrom(place);
  for (const location of found.filter(({ type }) => type === 'return')) {
    stopAt(location);
    const key = keyOf(location);
    callsAt.set(key, [...(callsAt.get(key) ?? []), call]);
  }
}

/**
 * Sets the breakpoints. Where no followed call returns, the program does not stop: the condition tells us, and is
 * false.
 */
async function setBreakpoints(): Promise<void> {
  for (const [key, { location, tells }] of stops) {
    const condition = tells.length === 0 ? undefined : `(${[...tells, callsAt.has(key)].join(', ')})`;
    await post('Debugger.setBreakpoint', { location, condition }).catch(() => undefined);
  }
}

async function arm({ lines, calls, callbacks }: FollowRequest): Promise<void> {
  await post('Debugger.enable');
  type Evaluated = { readonly result: { readonly objectId?: string } };
  const evaluated = await post<Evaluated>('Runtime.evaluate', { expression: `${hook}.returned` });
  onReturn = evaluated.result.objectId ?? null;
  parameters = calls.map((call) => call.parameters);
  for (const [index, { place, written }] of lines.entries()) {
    const read = written.by === 'object' ? `, () => (${written.expression})` : '';
    await tellAt(place, `reached(${index}${read})`);
  }
  for (const { place, call, parameters: names } of callbacks) {
    await tellAt(place, `entered(${call}, ${valuesOf(names)})`);
  }
  for (const [index, { place }] of calls.entries()) await followReturns(place, index);
  await setBreakpoints();
}

const argumentFor = (remote: inspector.Runtime.RemoteObject | undefined): object => {
  if (remote?.objectId !== undefined) return { objectId: remote.objectId };
  if (remote?.unserializableValue !== undefined) return { unserializableValue: remote.unserializableValue };
  return { value: remote?.value };
};

async function readParameters(callFrameId: string, names: readonly string[] | null): Promise<object> {
  if (names === null || names.length === 0) return {};
  type Evaluated = { readonly result: inspector.Runtime.RemoteObject };
  const expression = valuesOf(names);
  const { result } = await post<Evaluated>('Debugger.evaluateOnCallFrame', { callFrameId, expression });
  return argumentFor(result);
}

const isSameFunction = ({ functionLocation: a }: CallFrame, { functionLocation: b }: CallFrame): boolean =>
  a !== undefined && b !== undefined && keyOf(a) === keyOf(b);

/** Hands to the main thread what the stopped function returns, and the object that it was called on. */
async function tellReturn({ callFrames, hitBreakpoints = [] }: inspector.Debugger.PausedEventDataType): Promise<void> {
  const [top, ...callers] = callFrames;
  // Where a function calls itself, only the outermost call gives something to another caller.
  if (top === undefined || onReturn === null || callers.some((caller) => isSameFunction(caller, top))) return;
  for (const call of hitBreakpoints.flatMap((breakpoint) => callsAt.get(keyIn(breakpoint)) ?? [])) {
    const args = await readParameters(top.callFrameId, parameters[call] ?? null).catch(() => ({}));
    await post('Runtime.callFunctionOn', {
      objectId: onReturn,
      functionDeclaration: 'function (...told) { this(...told); }',
      arguments: [{ value: call }, argumentFor(top.returnValue), argumentFor(top.this), args],
    });
  }
}

session.connectToMainThread();
session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.url, params.scriptId));
session.on('Debugger.paused', ({ params }) => {
  void tellReturn(params)
    .catch(() => undefined)
    .then(() => post('Debugger.resume'))
    .catch(() => undefined);
});

workerThreads.parentPort?.on('message', (request: FollowRequest | 'stop') => {
  const done = (): void => workerThreads.parentPort?.postMessage('done');
  if (request === 'stop') {
    session.disconnect();
    done();
    workerThreads.parentPort?.close();
    return;
  }
  void arm(request).then(done, done);
});
