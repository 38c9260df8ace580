/** Joins two paths: `/a/` and `/b` become `/a/b`, and `/a` and `/` become `/a`. Two empty paths become `/`. */
export function joinPath(prefix: string, path: string): string {
  const base = prefix.replace(/\/+$/, '');
  if (path === '' || path === '/') return base === '' ? '/' : base;
  const joined = `${base}/${path.replace(/^\/+/, '')}`;
  return joined;
}
