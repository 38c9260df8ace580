import { Component, type ComponentChildren } from 'preact';

interface GuardedProps {
  /** What is shown in it, as the message names it. */
  readonly part: string;
  /** Of its message: `h1` where it holds the heading of the page. */
  readonly heading?: 'h1' | 'h2';
  readonly children: ComponentChildren;
}

interface GuardedState {
  readonly reason: string | null;
}

/** A part of the page that says so when it cannot be drawn; the other parts stay. */
export class Guarded extends Component<GuardedProps, GuardedState> {
  override state: GuardedState = { reason: null };

  static override getDerivedStateFromError(error: unknown): GuardedState {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render({ part, heading: Heading = 'h2', children }: GuardedProps, { reason }: GuardedState) {
    if (reason === null) return children;
    return (
      <section class="section" role="alert">
        <Heading>{part}</Heading>
        <p>This part of the report cannot be drawn: {reason}</p>
        <p class="muted">
          The data of the run may be damaged; <code>leakline analyze</code> checks its recording.
        </p>
      </section>
    );
  }
}
