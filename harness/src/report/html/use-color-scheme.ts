import { useEffect, useState } from 'preact/hooks';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** `dark` or `light`, and again when the system changes its mind: a canvas does not restyle itself. */
export function useColorScheme(): 'dark' | 'light' {
  const [isDark, setDark] = useState(dark.matches);
  useEffect(() => {
    const update = (): void => setDark(dark.matches);
    dark.addEventListener('change', update);
    return () => dark.removeEventListener('change', update);
  }, []);
  return isDark ? 'dark' : 'light';
}
