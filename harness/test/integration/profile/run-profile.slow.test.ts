import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { ResolvedConfig } from '../../../src/config/resolved-config.js';
import { packageRoot } from '../../../src/platform/package-paths.js';
import { readProcessStats } from '../../../src/platform/processes/procfs.js';
import type { ProfileEvent } from '../../../src/run/profile/profile-session.js';
import { runProfile } from '../../../src/run/profile/run-profile.js';

const workspace = path.dirname(packageRoot);

const withoutLoader = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS'));
const isAlive = (pid: number): boolean => readProcessStats().some((stat) => stat.pid === pid && !stat.isZombie);
const scratchFolders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('leakline-profile-'));
const traceLogs = (): readonly string[] => readdirSync(workspace).filter((name) => /\.log$|^\.clinic$/.test(name));

describe('runProfile', () => {
  let output: string;
  let config: ResolvedConfig;
  let foldersBefore: readonly string[];

  beforeEach(async () => {
    foldersBefore = scratchFolders();
    output = mkdtempSync(path.join(tmpdir(), 'profile-test-'));
    const { config: user, configFile } = await loadConfig(null, workspace);
    config = resolveConfig(user, { output }, { configFile, cwd: workspace, environment: process.env });
  });
  afterEach(() => rmSync(output, { recursive: true }));

  const expectNothingLeft = (pid: number | null): void => {
    expect(pid).to.satisfy((value: number | null) => value !== null && !isAlive(value));
    expect(scratchFolders()).to.have.members([...foldersBefore]);
    expect(traceLogs()).to.deep.equal([]);
  };

  it('leaves the page of clinic doctor for the leaky twin, and nothing else', async () => {
    let pid: number | null = null;
    const onEvent = (event: ProfileEvent): void => {
      if (event.type === 'target-ready') pid = event.pid;
    };
    const options = { tool: 'doctor', requests: 40, seconds: 5, environment: withoutLoader, onEvent } as const;
    const { reportFile, driven } = await runProfile(config, options);

    expect(path.relative(output, reportFile)).to.match(/^clinic\/doctor-with-leak-[\dTZ-]+\/doctor\.html$/);
    expect(readdirSync(path.dirname(reportFile))).to.deep.equal(['doctor.html']);
    const page = readFileSync(reportFile, 'utf8');
    expect(page).to.include('Clinic Doctor');
    expect(page).to.match(/"processStat":\s*\[\s*\{"timestamp"/);
    expect(driven.map(({ endpoint }) => endpoint)).to.deep.equal(['GET /api/database', 'GET /api/redis']);
    expect(driven.every(({ sent, failed }) => sent > 0 && failed === 0)).to.equal(true);
    expectNothingLeft(pid);
  });

  it('leaves nothing behind when it is interrupted under load', async () => {
    const interrupt = new AbortController();
    let pid: number | null = null;
    const onEvent = (event: ProfileEvent): void => {
      if (event.type === 'target-ready') pid = event.pid;
      if (event.type === 'profile-load-start') setTimeout(() => interrupt.abort(), 200);
    };
    const { signal } = interrupt;
    const options = {
      tool: 'flame',
      requests: 5_000,
      seconds: 20,
      environment: withoutLoader,
      signal,
      onEvent,
    } as const;
    const failure: unknown = await runProfile(config, options).catch((error: unknown) => error);

    expect(failure).to.have.property('code', 'INTERRUPTED');
    expect(existsSync(path.join(output, 'clinic')) && readdirSync(path.join(output, 'clinic'))).to.deep.equal([]);
    expectNothingLeft(pid);
  });
});
