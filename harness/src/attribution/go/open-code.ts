import { openPlainCode } from '../plain-code.js';

/** `/usr/lib/go-1.19/src/net/http/server.go`. In a GOPATH, the folder after `src` has a dot: `github.com`. */
const standardLibrary = /[\\/]go[-\d.]*[\\/]src[\\/](?![^\\/]*\.[^\\/]*[\\/])/;

/** `~/go/pkg/mod/github.com/lib/pq@v1.10.9/conn.go` */
const moduleCache = /[\\/]pkg[\\/]mod[\\/](.+?@[^\\/]+)/;

/** `vendor/github.com/lib/pq/conn.go` */
const vendored = /[\\/]vendor[\\/]([^\\/]*\.[^\\/]+[\\/][^\\/]+(?:[\\/][^\\/]+(?=[\\/]))?)/;

/** Go tells the files that its author wrote. */
export const openGoCode = openPlainCode({
  packageOf: (file) => moduleCache.exec(file)?.[1] ?? vendored.exec(file)?.[1] ?? null,
  isOfRuntime: (file) => standardLibrary.test(file),
});
