import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Brings an element into view, and the keyboard with it, each time `arrival` is a new thing; null leaves all as it is. */
export function useScrollTo(element: RefObject<HTMLElement | null>, arrival: object | null): void {
  useEffect(() => {
    if (arrival === null) return;
    // What the link opens is drawn first: it may be what pushes the element down.
    const frame = requestAnimationFrame(() => {
      element.current?.scrollIntoView({ block: 'start' });
      element.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [element, arrival]);
}
