import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { limitSeconds, runSource } from '../commands.js';
import type { FaultCase, FaultGroup } from '../fault-case.js';
import { leakyServer } from '../targets.js';

const address = /http:\/\/127\.0\.0\.1:(\d+)/;

/** Answers of the live view's server by path; the status, or what went wrong. */
const ask = (port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<string> =>
  new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      response.resume();
      response.on('end', () => resolve(String(response.statusCode)));
    })
      .on('error', (error) => resolve(error.message))
      .end();
  });

const live = (name: string, disturb: (port: number) => Promise<void>): FaultCase => {
  return {
    name,
    expected: { exit: [130] },
    limitSeconds,
    arrange: (ground) => runSource(ground, leakyServer(), { options: ['--live', '--diagnose', 'never'] }),
    disturb: async (running) => {
      const said = await running.untilSays(address);
      await disturb(Number(said[1]));
      // The page outlives the run until it is told to stop; by then there is a verdict.
      await running.untilSays(/leaks|leaking/);
      await sleep(500);
      running.kill('SIGINT');
    },
  };
};

const shouldBe = async (what: string, seen: Promise<string>, wanted: RegExp): Promise<void> => {
  const status = await seen;
  if (!wanted.test(status)) throw new Error(`${what}: ${status}, not ${wanted}`);
};

export const liveCases: readonly FaultGroup[] = [
  {
    title: 'live view',
    cases: [
      live('two hundred clients that read nothing', async (port) => {
        for (let i = 0; i < 200; i++)
          connect(port, '127.0.0.1')
            .on('error', () => undefined)
            .write('GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
      }),
      live('a client that sends half a request', async (port) => {
        connect(port, '127.0.0.1')
          .on('error', () => undefined)
          .write('GET / HT');
      }),
      live('a client that sends rubbish', async (port) => {
        connect(port, '127.0.0.1')
          .on('error', () => undefined)
          .end('\0\x01\x02\r\n\r\n');
      }),
      live('another host name', (port) =>
        shouldBe('Host: evil.example', ask(port, '/', { host: 'evil.example' }), /^4/),
      ),
      live('a path out of the folder', (port) => shouldBe('/../../etc/passwd', ask(port, '/../../etc/passwd'), /^4/)),
      live('a POST', (port) => shouldBe('POST', ask(port, '/', {}, 'POST'), /^4/)),
    ],
  },
];
