/** The kind of a living thing inside the target. */
export type ResourceKind =
  | 'socket'
  | 'file'
  | 'timeout'
  | 'interval'
  | 'listener'
  | 'child'
  | 'worker'
  | 'server'
  | 'pool-client'
  | 'transaction'
  | 'array-buffer'
  /** It stands for memory outside of the heap: a TLS context, a DNS resolver, a histogram, a port, a zlib stream. */
  | 'native-handle'
  | 'http-agent'
  /** A coroutine that an event loop runs: a task of asyncio. */
  | 'task'
  | 'goroutine';
