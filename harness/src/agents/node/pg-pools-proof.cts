/** Loaded once by `pg-pools.cts`, to see whether its hook notices. */
export = {};
