import { useEffect, useState } from 'preact/hooks';
import { type DeepLink, parseDeepLink } from '../format/deep-link.js';

/** Where the address points; a new object each time it is followed, so that the same link works twice. */
export function useDeepLink(): DeepLink | null {
  const [link, setLink] = useState(() => parseDeepLink(location.hash));
  useEffect(() => {
    const follow = (): void => setLink(parseDeepLink(location.hash));
    // A click on the link that the address already shows changes nothing there, so `hashchange` stays silent.
    const followAgain = (event: MouseEvent): void => {
      const anchor = event.target instanceof Element ? event.target.closest('a') : null;
      if (anchor !== null && anchor.hash !== '' && anchor.hash === location.hash) follow();
    };
    addEventListener('hashchange', follow);
    document.addEventListener('click', followAgain);
    return () => {
      removeEventListener('hashchange', follow);
      document.removeEventListener('click', followAgain);
    };
  }, []);
  return link;
}
