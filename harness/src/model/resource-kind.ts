/** What a living thing inside the target is. */
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
  /** Stands for memory outside of the heap: a TLS context, a DNS resolver, a histogram, a port, a stream of zlib. */
  | 'native-handle'
  | 'http-agent';
