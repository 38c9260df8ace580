import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { RunEvent } from '../../../src/model/events.js';
import type { RunResult } from '../../../src/model/result.js';
import { analyzeFile } from '../../../src/run/files/analyze-file.js';
import { runLeakline } from '../../../src/run/run.js';
import { createSharedServices } from '../../../src/run/shared-services.js';
import { startStranger } from '../../fixtures/cli/stranger.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

describe('attribution: culprits of the twins', () => {
  const shared = createSharedServices();
  let output: string;
  before(() => {
    output = mkdtempSync(path.join(tmpdir(), 'leakline-culprits-'));
  });
  after(async () => {
    await shared.stop();
    rmSync(output, { recursive: true });
  });

  /** Runs one twin and gives its result, what reporters were told, and the folder that was written. */
  async function run(app: string, endpoints: readonly string[], diagnose?: 'never' | 'always') {
    const user = {
      services: { postgres: true, redis: true },
      targets: [{ name: app, command: `node apps/${app}/dist/server.js`, ready: '/healthz' }],
      endpoints,
      output,
      ...(diagnose === undefined ? {} : { diagnose }),
    };
    const config = resolveConfig(user, {}, { configFile: null, cwd: root, environment: {} });
    const services = await shared.lend(config.services);
    const events: RunEvent[] = [];
    let folder = '';
    const reporter = {
      onEvent: (event: RunEvent) => void events.push(event),
      onRunEnd: ({ directory }: { readonly directory: string | null }) => {
        folder = directory ?? '';
      },
    };
    const result = await runLeakline(config, { reporter, environment: process.env, services });
    return { result, events, recording: path.join(folder, 'recording.ndjson') };
  }

  const firstCulprits = ({ targets }: RunResult) =>
    targets.flatMap((target) => target.endpoints.map(({ findings }) => findings[0]?.culprits[0] ?? null));

  const diagnoseWarnings = ({ targets }: RunResult) =>
    targets.flatMap(({ warnings }) => warnings.filter(({ code }) => code.startsWith('DIAGNOSE')));

  const wasDiagnosed = (events: readonly RunEvent[]): boolean => events.some(({ type }) => type === 'diagnose-start');

  it('names the file, the function and the line of both connection leaks, also offline', async () => {
    // A slow machine does not get both passes done within the time of the default.
    const { result, recording } = await run('with-leak', ['GET /api/database', 'GET /api/redis'], 'always');
    expect(result.targets.flatMap(({ endpoints }) => endpoints.map(({ verdict }) => verdict))).to.deep.equal([
      'leaking',
      'leaking',
    ]);
    expect(diagnoseWarnings(result)).to.deep.equal([]);
    expect(firstCulprits(result).map((culprit) => [culprit?.file, culprit?.functionName])).to.deep.equal([
      ['apps/with-leak/src/routes/database.ts', 'openClient'],
      ['apps/with-leak/src/routes/redis.ts', 'openClient'],
    ]);
    const [database] = firstCulprits(result);
    expect(database).to.include({ certainty: 'certain', share: 1, package: null });
    expect(database?.codeFrame).to.match(/> +\d+ \| +await client\.connect\(\);/);
    expect(database?.details[0]).to.match(/^backend \d+: idle/);
    const again = await analyzeFile(recording);
    expect(again.result).to.deep.equal(result);
  });

  it('looks for nothing in a clean target', async () => {
    const { result, events } = await run('without-leak', ['GET /api/database']);
    expect(result.verdict).to.equal('clean');
    expect(wasDiagnosed(events)).to.equal(false);
  });

  it('says why it names no line of a service that it has not started', async () => {
    const stranger = await startStranger('leaks-descriptors');
    try {
      const { url, pid } = stranger;
      const user = { targets: [{ name: 'found', url, pid }], endpoints: ['GET /'] };
      const config = resolveConfig(user, {}, { configFile: null, cwd: root, environment: {} });
      const result = await runLeakline(config, { reporter: {}, environment: process.env, writesFiles: false });
      const [target] = result.targets;
      expect(target?.verdict).to.equal('leaking');
      const skipped = target?.warnings.filter(({ code }) => code === 'DIAGNOSE_SKIPPED') ?? [];
      expect(skipped.map(({ message }) => message)).to.deep.equal([
        `No line was looked for behind GET /: that takes a fresh, instrumented process, and ${url} was found running. Give the target's \`command\` instead of its \`url\`, and Leakline starts it.`,
      ]);
    } finally {
      await stranger.stop();
    }
  });

  it('looks for nothing when told not to', async () => {
    const { result, events } = await run('with-leak', ['GET /api/files'], 'never');
    expect(result.verdict).to.equal('leaking');
    expect(wasDiagnosed(events)).to.equal(false);
    expect(firstCulprits(result)).to.deep.equal([null]);
  });
});
