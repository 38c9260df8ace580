/** What a caller wants to be told, and how it calls a start-up off. */
export interface ServiceHooks {
  /** Aborting during start-up rejects with the signal's reason and leaves nothing behind; afterwards it means nothing. */
  readonly signal: AbortSignal;
  onProviderTried(provider: string): void;
  onWarning(code: string, message: string): void;
}
