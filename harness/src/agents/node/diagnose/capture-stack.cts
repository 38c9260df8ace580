/**
 * Operators of streams and middleware nest some hundred frames between a call and what it does. A stack costs by the frames
 * that it has, not by those that it may have.
 */
const frameLimit = 400;

/** A call that was scheduled by a scheduled call, and so on, has no end; the nearest frames say where it comes from. */
const longestStack = 2 * frameLimit;

/** The stack of whoever scheduled the running call, by `process.nextTick` and the like. */
let scheduledAt: readonly NodeJS.CallSite[] = [];

const keepCallSites = (_error: unknown, callSites: NodeJS.CallSite[]): NodeJS.CallSite[] => callSites;

function captureOwn(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.prepareStackTrace = keepCallSites;
    Error.stackTraceLimit = frameLimit;
    Error.captureStackTrace(holder);
    return Array.isArray(holder.stack) ? holder.stack : [];
  } catch {
    return [];
  } finally {
    // Assigned bare, a sealed `Error` would throw into the application.
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}

/**
 * Gives the stack of the running code, async callers and whoever scheduled it included. Call sites hold on to functions
 * and receivers of the application: read them and let go. Empty where the application has sealed `Error`.
 */
function captureStack(): readonly NodeJS.CallSite[] {
  const own = captureOwn();
  return scheduledAt.length === 0 ? own : [...own, ...scheduledAt].slice(0, longestStack);
}

type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** Gives a function that runs with the present stack beneath its own, and lets go of it after its first call. */
function bindStack(callback: Callback): Callback {
  let stack = captureStack();
  return function runScheduled(this: unknown, ...args: unknown[]): unknown {
    const before = scheduledAt;
    scheduledAt = stack;
    stack = [];
    try {
      return Reflect.apply(callback, this, args);
    } finally {
      scheduledAt = before;
    }
  };
}

export = { bindStack, captureStack };
