import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** How far outside of the window something is drawn already, so that scrolling meets no empty place. */
const margin = '800px';

/** True once an element came near the window, or the page is printed: drawing a hundred charts takes a second. */
export function useNearness(element: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null || isNear) return;
    const draw = (): void => setNear(true);
    const observer = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && draw(), {
      rootMargin: margin,
    });
    observer.observe(target);
    addEventListener('beforeprint', draw);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', draw);
    };
  }, [element, isNear]);
  return isNear;
}
