/** Leakline's own frames are taken out afterwards: some four on top of what is wanted. */
const frameLimit = 34;

const keepCallSites = (_error: unknown, callSites: NodeJS.CallSite[]): NodeJS.CallSite[] => callSites;

/**
 * Gives the stack of the running code, async callers included. Call sites hold on to functions and receivers of the
 * application: read them and let go. Empty where the application has sealed `Error`.
 */
function captureStack(): readonly NodeJS.CallSite[] {
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

export = captureStack;
