/** `/a/` and `/b` are `/a/b`; `/a` and `/` are `/a`; nothing at all is `/`. */
export function joinPath(prefix: string, path: string): string {
  const base = prefix.replace(/\/+$/, '');
  if (path === '' || path === '/') return base === '' ? '/' : base;
  const joined = `${base}/${path.replace(/^\/+/, '')}`;
  return joined;
}
