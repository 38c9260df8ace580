/** `pg-pools.cts` loads this module once, to see whether its hook notices. */
export = {};
