import { expect } from 'chai';
import { profileUrl } from '../../../src/runtimes/go/ask-pprof.js';
import {
  isOfOthers,
  parseDump,
  parseGoroutineGroups,
  parseHeapSites,
  parseMemStats,
} from '../../../src/runtimes/go/parse-profile.js';
import { parseHistogram } from '../../../src/runtimes/jvm/parse-histogram.js';

const heap = `heap profile: 2: 400 [3: 500] @ heap/2
1: 320 [1: 320] @ 0x1 0x2
#\t0x1\tmain.remember+0x8d\t/srv/server.go:27
#\t0x2\tmain.main.func2+0x45\t/srv/server.go:49

1: 80 [2: 180] @ 0x3
#\t0x3\tnet/http.(*conn).serve+0x1\t/usr/lib/go-1.19/src/net/http/server.go:1900


# runtime.MemStats
# Alloc = 400
# HeapAlloc = 411232
# HeapObjects = 1790
`;

const goroutines = `goroutine profile: total 5
3 @ 0x1 0x2
#\t0x1\tmain.waitForNobody.func1+0x25\t/srv/server.go:33

1 @ 0x3 0x4
#\t0x3\tinternal/poll.runtime_pollWait+0x88\t/usr/lib/go-1.19/src/runtime/netpoll.go:305
#\t0x4\tnet/http.(*conn).serve+0x98a\t/usr/lib/go-1.19/src/net/http/server.go:1900

1 @ 0x5
#\t0x5\truntime/pprof.writeGoroutine+0x1\t/usr/lib/go-1.19/src/runtime/pprof/pprof.go:700
`;

const dump = `goroutine 34 [chan send, 2 minutes]:
main.waitForNobody.func1()
\t/srv/server.go:33 +0x25
created by main.waitForNobody
\t/srv/server.go:31 +0x66
`;

describe('what the door of a Go process answers', () => {
  it('has the heap after the collection, to the byte', () => {
    expect(parseMemStats(heap)).to.deep.equal({ heapBytes: 411_232, heapObjects: 1790 });
    expect(parseMemStats('heap profile: ')).to.equal(null);
  });

  it('has what each place holds, the innermost frame first', () => {
    const [first] = parseHeapSites(heap);
    expect(first).to.include({ objects: 1, bytes: 320 });
    expect(first?.stack.map(({ functionName, line }) => `${functionName}:${line}`)).to.deep.equal([
      'main.remember:27',
      'main.main.func2:49',
    ]);
  });

  it('has the goroutines of the service, beside those of connections at rest and of the question', () => {
    const groups = parseGoroutineGroups(goroutines);
    expect(groups.map(({ count }) => count)).to.deep.equal([3, 1, 1]);
    expect(groups.map(isOfOthers)).to.deep.equal([false, true, true]);
  });

  it('has the line that started each goroutine', () => {
    const [leaked] = parseDump(dump);
    expect(leaked?.waitsFor).to.equal('chan send');
    expect(leaked?.createdAt).to.include({ functionName: 'main.waitForNobody', file: '/srv/server.go', line: 31 });
    expect(leaked?.stack).to.have.length(1);
  });

  it('is asked where the settings say', () => {
    const urlOf = (pprof: string): string => profileUrl('http://127.0.0.1:8080', pprof, 'heap', 'gc=1').href;
    expect(urlOf('/debug/pprof')).to.equal('http://127.0.0.1:8080/debug/pprof/heap?gc=1');
    expect(urlOf('http://127.0.0.1:6060/debug/pprof/')).to.equal('http://127.0.0.1:6060/debug/pprof/heap?gc=1');
  });
});

describe('what the door of a JVM answers', () => {
  it('has the objects and bytes of each class, by the name that Java gives it', () => {
    const histogram = ` num     #instances         #bytes  class name (module)
-------------------------------------------------------
   1:          9000         999000  [B (java.base@17.0.15)
   2:            20            640  Server$Visit
   3:             1             16  [Ljava.lang.Object; (java.base@17.0.15)
Total          9021         999656
`;
    expect(parseHistogram(histogram)).to.deep.equal([
      { className: 'byte[]', objects: 9000, bytes: 999_000 },
      { className: 'Server$Visit', objects: 20, bytes: 640 },
      { className: 'java.lang.Object[]', objects: 1, bytes: 16 },
    ]);
  });
});
