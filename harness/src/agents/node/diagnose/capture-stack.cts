/**
 * Operators of streams and middleware nest some hundred frames between a call and what it does. A stack costs by the
 * frames that it has, not by the frames that it may have.
 */
const frameLimit = 400;

/** Scheduled calls may schedule calls without end. The nearest frames tell where a call comes from. */
const longestStack = 2 * frameLimit;

/** The stack that scheduled the running call, by `process.nextTick` or `setImmediate`. */
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
    // A plain assignment would throw into the application where `Error` is sealed.
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}

/**
 * Returns the stack of the running code, with its async callers and the code that scheduled it. Call sites hold
 * functions and receivers of the application, so read them and let go of them. Empty where the application has sealed
 * `Error`.
 */
function captureStack(): readonly NodeJS.CallSite[] {
  const own = captureOwn();
  return scheduledAt.length === 0 ? own : [...own, ...scheduledAt].slice(0, longestStack);
}

type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** Returns a function that runs with the present stack beneath its own. It lets go of that stack at its first call. */
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
