import { expect } from 'chai';
import { countActive, countPsqlErrors, readConcurrency } from '../../../labs/tuning/commands/parse-outputs.js';
import { parseAb } from '../../../labs/write-contention/document-app/run-ab.js';
import { countErrors } from '../../../labs/write-contention/document-app/start-app.js';

const report = `Concurrency Level:      50
Time taken for tests:   4.210 seconds
Complete requests:      1000
Failed requests:        991
   (Connect: 0, Receive: 0, Length: 991, Exceptions: 0)
Non-2xx responses:      7
Requests per second:    237.53 [#/sec] (mean)

Percentage of the requests served within a certain time (ms)
  50%    198
  99%    611
 100%    702 (longest request)
`;

describe('the commands of the lessons', () => {
  it('ab: tells answers of another length from errors', () => {
    expect(parseAb(report)).to.deep.equal({
      complete: 1000,
      failed: 991,
      differentLength: 991,
      non2xx: 7,
      perSecond: 237.53,
      p50Ms: 198,
      p99Ms: 611,
    });
  });

  it('ab: no failure and no error have no line of their own', () => {
    const calm = report.replace(/^Failed.*\n.*\n.*\n/m, 'Failed requests:        0\n');
    expect(parseAb(calm)).to.deep.include({ failed: 0, differentLength: 0, non2xx: 0 });
  });

  it('ab: a lost connection leaves no report', () => {
    expect(parseAb('Benchmarking 127.0.0.1 (be patient)...')).to.equal(null);
  });

  it('uvicorn: counts tracebacks by their last error', () => {
    const trace = (error: string) =>
      `ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n${error}\n`;
    const refused = 'asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already';
    const log = `INFO:     started\n${trace(refused)}${trace(refused)}${trace('sqlalchemy.exc.TimeoutError: QueuePool limit')}`;
    expect(countErrors(log)).to.deep.equal({ [refused]: 2, 'sqlalchemy.exc.TimeoutError: QueuePool limit': 1 });
  });

  it('celery inspect: counts nodes and their tasks', () => {
    const stdout = 'a warning\n{"celery@one": [{"id": "1"}, {"id": "2"}], "celery@two": []}\n';
    expect(countActive(stdout)).to.deep.equal({ nodes: 2, tasks: 2 });
    expect(countActive('Error: No nodes replied within time constraint')).to.deep.equal({ nodes: 0, tasks: 0 });
  });

  it('celery inspect: reads how many processes a node has', () => {
    expect(readConcurrency('{"celery@one": {"pool": {"max-concurrency": 12}}}')).to.equal(12);
    expect(readConcurrency('')).to.equal(null);
  });

  it('psql: counts errors by kind, whatever the table is called', () => {
    const stderr =
      'ERROR:  relation "a" already exists\npsql:<stdin>:9: ERROR:  relation "b" already exists\nNOTICE:  x\n';
    expect(countPsqlErrors(stderr)).to.deep.equal({ 'relation "…" already exists': 2 });
  });
});
