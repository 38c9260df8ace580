import { useLayoutEffect, useState } from 'preact/hooks';

const dark = matchMedia('screen and (prefers-color-scheme: dark)');
const root = document.documentElement;

// `beforeprint` comes while styles are still those of the screen: the class says what `@media print` is about to.
const onPaper = 'on-paper';
addEventListener('beforeprint', () => root.classList.add(onPaper));
addEventListener('afterprint', () => root.classList.remove(onPaper));

type ColorScheme = 'dark' | 'light' | 'paper';

function schemeNow(): ColorScheme {
  if (root.classList.contains(onPaper)) return 'paper';
  return dark.matches ? 'dark' : 'light';
}

/**
 * What a canvas is to be drawn for, again when it changes, because a canvas does not restyle itself. `paper` has the colours
 * of `light`, and what is drawn for it anew is printed as lines instead of pixels.
 */
export function useColorScheme(): ColorScheme {
  const [scheme, setScheme] = useState(schemeNow);
  useLayoutEffect(() => {
    const update = (): void => setScheme(schemeNow());
    dark.addEventListener('change', update);
    addEventListener('beforeprint', update);
    addEventListener('afterprint', update);
    return () => {
      dark.removeEventListener('change', update);
      removeEventListener('beforeprint', update);
      removeEventListener('afterprint', update);
    };
  }, []);
  return scheme;
}
