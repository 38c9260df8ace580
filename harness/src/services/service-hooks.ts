/** What a caller wants to be told, and how it aborts a start. */
export interface ServiceHooks {
  /** An abort during the start rejects with the signal's reason, and leaves nothing behind. Later it has no effect. */
  readonly signal: AbortSignal;
  onProviderTried(provider: string): void;
  onWarning(code: string, message: string): void;
}
