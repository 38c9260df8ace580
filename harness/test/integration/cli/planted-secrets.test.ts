import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import {
  envFile,
  mustStandNowhere,
  shellSecrets,
  targetSecrets,
  tellingEndpoints,
} from '../../fixtures/cli/planted-secrets.js';

/** Reads what the live view sends, from the moment its address is told to the end of the run. */
async function follow(stderr: () => string): Promise<string> {
  const address = /Live view: (\S+)/.exec(stderr())?.[1] ?? '';
  const page = await (await fetch(address)).text();
  const events = await fetch(`${address}events`);
  return page + (await events.text().catch(() => ''));
}

const inEveryForm = [
  ...['list', 'json=run.json', 'junit=run.xml', 'markdown=run.md'].flatMap((name) => ['--reporter', name]),
  '--live',
];

/** A run of a target that tells all it knows; everything that was written, by place. */
async function runAndCollect(sandbox: CliSandbox, crashAs: string): Promise<ReadonlyMap<string, string>> {
  sandbox.write('.env', envFile);
  sandbox.write('summary.md', '');
  const told = { command: server('tells-all'), env: { ...targetSecrets, FROM_FILE: 'file-secret-word' } };
  sandbox.configure(told, {
    targets: [
      { name: 'answers', ...told },
      { name: 'crashes', ...told, env: { ...told.env, CRASH_AFTER: '20', CRASH_AS: crashAs } },
    ],
    endpoints: tellingEndpoints,
    budget: { seconds: 2 },
  });
  const summary = path.join(sandbox.folder, 'summary.md');
  const env = { ...shellSecrets, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const run = sandbox.start(['run', ...inEveryForm], { env });
  await run.saw('Live view');
  const [live, { stdout, stderr }] = await Promise.all([follow(run.stderr), run.ended]);
  const files = readdirSync(sandbox.runFolder()).map((name) => path.join(sandbox.runFolder(), name));
  const reports = ['run.json', 'run.xml', 'run.md', 'summary.md'].map((name) => path.join(sandbox.folder, name));
  return new Map([
    ['stdout', stdout],
    ['stderr', stderr],
    ['live view', live],
    ...[...files, ...reports].map((file) => [path.basename(file), readFileSync(file, 'utf8')] as const),
  ]);
}

describe('a run of a target that tells everything it knows', () => {
  for (const crashAs of ['plain', 'inspect', 'json']) {
    describe(`and crashes with it (${crashAs})`, () => {
      const sandbox = createSandbox();
      let written: ReadonlyMap<string, string>;
      before(async () => {
        written = await runAndCollect(sandbox, crashAs);
      });
      after(() => sandbox.remove());

      it('is in every kind of output', () => {
        const places = [
          'recording.ndjson',
          'result.json',
          'report.html',
          'run.json',
          'run.xml',
          'run.md',
          'summary.md',
        ];
        expect([...written.keys()]).to.include.members([...places, 'stdout', 'stderr', 'live view']);
        for (const place of [...places, 'stdout', 'live view']) {
          // That it failed, and why, is told everywhere: otherwise nothing would have been masked.
          expect(written.get(place), place).to.include('answered 500').and.include('crashes');
        }
      });

      for (const secret of mustStandNowhere) {
        it(`never tells ${JSON.stringify(secret)}`, () => {
          const places = [...written].filter(([, text]) => text.includes(secret)).map(([place]) => place);
          expect(places).to.deep.equal([]);
        });
      }

      it('says where it was that a secret stood', () => {
        const recording = written.get('recording.ndjson') ?? '';
        expect(recording).to.include('[DATABASE_URL]').and.include('[header x-tenant]');
        // Last words that are not read in time, on a busy machine, are not recorded.
        if (recording.includes('Its last output')) expect(recording).to.include('[STRIPE_API_KEY]');
      });

      it('keeps ids apart that differ in their secret alone', () => {
        const [
          {
            targets: [{ endpoints }],
          },
        ] = [JSON.parse(written.get('result.json') ?? '')];
        const ids = endpoints.map(({ id }: { readonly id: string }) => id);
        expect(ids).to.include.members(['GET /query?token=***&tell=url', 'GET /query?token=***&tell=url (2)']);
      });
    });
  }
});
