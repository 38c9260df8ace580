/** The host and the port that an HTTP address leads to. */
export function placeOf(baseUrl: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(baseUrl);
  const usualPort = protocol === 'https:' ? 443 : 80;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? usualPort : Number(port) };
}
