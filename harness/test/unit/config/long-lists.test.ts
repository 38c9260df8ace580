import { expect } from 'chai';
import { longListProblems, resolveConfig } from '../../../src/config/resolve-config.js';

const context = { configFile: null, cwd: '/srv', environment: {} };
const target = { name: 'server', command: 'node server.js' };

const messageOf = (config: unknown): string => {
  try {
    resolveConfig(config, {}, context);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('a configuration with too much', () => {
  it('is refused for a list that nobody wrote, by its place and length', () => {
    const endpoints = Array.from({ length: 1_000_000 }, () => 7);
    expect(longListProblems({ targets: [{ ...target, endpoints }] })).to.deep.equal([
      'targets[0].endpoints: saw an array of 1000000; allowed: at most 10000 items',
    ]);
    expect(messageOf({ targets: [target], endpoints })).to.include('endpoints: saw an array of 1000000');
  });

  it('may have ten thousand endpoints', () => {
    const endpoints = Array.from({ length: 10_000 }, (_, index) => `GET /${index}`);
    expect(messageOf({ targets: [target], endpoints })).to.equal('');
  });

  it('is told its first fifty problems, and how many more there are', () => {
    const endpoints = Array.from({ length: 80 }, () => 7);
    const lines = messageOf({ targets: [target], endpoints }).split('\n');
    expect(lines.filter((line) => line.startsWith('  - '))).to.have.length(50);
    expect(lines).to.include('  and 30 more');
  });

  it('may refer to itself', () => {
    const config: Record<string, unknown> = { targets: [target], endpoints: ['GET /'] };
    config.again = config;
    expect(messageOf(config)).to.include('again: unknown key');
  });
});
