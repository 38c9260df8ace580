import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWatchdog } from '../../harness/src/platform/processes/watchdog.js';
import { type Engine, findEngine } from './engine.js';
import { type Images, prepareImages } from './images.js';

/** What the test files share: one engine, one set of images, one label on all that is made. */
export interface Session {
  readonly engine: Engine;
  /** On every image, and so on every container of it; on networks by hand. */
  readonly label: string;
  /** Part of the names of images. */
  readonly tag: string;
  /** Of this run alone; gone at its end. */
  readonly folder: string;
  /** Aborted when the tests are interrupted: nothing may be started any more. */
  readonly signal: AbortSignal;
  /** Told of what has to go: see take-down.sh. */
  tell(what: 'started' | 'ended' | 'pulled', value: string | number): void;
}

const keepsImages = process.env.LEAKLINE_KEEP_IMAGES === '1';
const isOptional = process.env.LEAKLINE_TEST_OPTIONAL_ENGINE === '1';

function cannotRun(error: unknown): null {
  console.error(`test:compose cannot run: ${error instanceof Error ? error.message : String(error)}`);
  if (!isOptional) process.exit(1);
  return null;
}

const engine = await findEngine().catch(cannotRun);
const tag = keepsImages ? 'kept' : randomBytes(4).toString('hex');
const label = `leakline.test=${tag}`;

const interruption = new AbortController();

/** Null until the first test begins, and where the tests are skipped. */
let session: Session | null = null;
let images: Images | null = null;
let takeDown: ReturnType<typeof startWatchdog> | null = null;

export function currentSession(): Session & { readonly images: Images } {
  if (session === null || images === null) throw new Error('The session has not begun');
  return { ...session, images };
}

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, async () => {
    console.error(`${signal}: taking everything down`);
    interruption.abort(new Error(`Interrupted by ${signal}`));
    await takeDown?.release();
    process.exit(exitCode);
  });
}

export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    if (engine === null) return this.skip();
    this.timeout(600_000);
    const script = readFileSync(path.join(import.meta.dirname, 'take-down.sh'), 'utf8');
    const watchdog = startWatchdog(script, [label, keepsImages ? 'keep' : 'remove']);
    takeDown = watchdog;
    const folder = mkdtempSync(path.join(tmpdir(), 'leakline-containers-'));
    watchdog.tell(`folder ${folder}`);
    const { signal } = interruption;
    session = { engine, label, tag, folder, signal, tell: (what, value) => watchdog.tell(`${what} ${value}`) };
    const startMs = performance.now();
    images = await prepareImages(session).catch(async (error: unknown) => {
      await watchdog.release();
      return cannotRun(error);
    });
    if (images === null) this.skip();
    const tookSeconds = Math.round((performance.now() - startMs) / 1000);
    const compose = `${engine.compose.join(' ')} ${engine.composeVersion}`;
    console.log(`Docker engine ${engine.version}, ${compose}; images in ${tookSeconds} s:`);
    for (const { role, description } of images.descriptions) console.log(`  ${role}: ${description}`);
  },
  async afterAll(): Promise<void> {
    await takeDown?.release();
  },
};
