import { linesToWatch, withWritings } from '../../attribution/node/follow/lines-to-watch.js';
import { type FollowPlan, planFollow } from '../../attribution/node/follow/plan-follow.js';
import { scriptsOf } from '../../attribution/node/follow/scripts-of.js';
import { suspectsIn } from '../../attribution/node/follow/suspects.js';
import { isWithoutCause, withFollowedCauses } from '../../attribution/node/follow/with-causes.js';
import { withHanded } from '../../attribution/node/follow/with-handed.js';
import { refineAllocations } from '../../attribution/node/sites/refine-allocation.js';
import type { ScriptLibrary } from '../../attribution/node/source/script.js';
import type { RawEvidence } from '../../attribution/raw-evidence.js';
import { suspectedOrigins } from '../../attribution/suspected-origins.js';
import type { Followed, GivenLink } from '../../model/follow.js';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { followingTooLate, notFollowed } from './diagnose-messages.js';
import type { Driver } from './driver.js';
import { type DiagnoseScene, reserveMs } from './scene.js';

/** So many leaked things show what usually happens. Where every unit leaks, so many units are enough. */
const wantedThings = 8;
const mostUnits = 2_000;

/** Share of the time left that a window may take. A window that waits for something rare must not take all of it. */
const shareOfTime = 0.3;

/** A window cannot end in less time. */
const shortestMs = 800;

const leftMs = ({ world, untilMs }: DiagnoseScene): number => untilMs - world.clock.nowMs();

/** Units until the leading growth, or without growths the most frequent suspected origin, has come up often enough. */
function unitsFor(raw: RawEvidence, { metrics }: DiagnoseScene): number {
  const { growths, requests } = raw;
  const alive = suspectedOrigins(raw, metrics).map((origin) => origin.alive);
  const counts = growths.length > 0 ? growths.slice(0, 1).map(({ addedCount }) => addedCount) : alive.slice(0, 1);
  const rate = Math.min(1, ...counts.map((count) => count / requests).filter((share) => share > 0));
  return Math.min(mostUnits, Math.ceil(wantedThings / rate));
}

const windowMs = (scene: DiagnoseScene): number => shareOfTime * leftMs(scene);

/** All searches together may take this long. What was not looked at by then stays unknown. */
const longestSearchMs = 2_000;

/**
 * Time for the agent's search behind closures, where many objects may lie. It gets half of the time left. The other
 * half is for the collection before the search and for the answer after it.
 */
const searchMs = (scene: DiagnoseScene): number => Math.round(Math.min(longestSearchMs, leftMs(scene) / 2));

/**
 * The holders to watch. Every window gets the same ones, because the agent looks their ids up only once: the ids of a
 * snapshot hold for the first window only.
 */
const holdersOf = ({ growths }: RawEvidence) => growths.map(({ holderIds }) => holderIds);

/** First round: finds out which of the lines that may write what grew are reached, and from where. */
async function watchLines(
  scene: DiagnoseScene,
  driver: Driver,
  raw: RawEvidence,
  scripts: ScriptLibrary,
): Promise<RawEvidence> {
  const lines = linesToWatch(raw, scripts);
  if (lines.length === 0) return raw;
  await scene.diagnosis.follow({
    lines: lines.map(({ frame: { file, line, column }, written, growth }) => ({
      place: { file, line, column },
      written,
      holder: growth,
    })),
    calls: [],
    callbacks: [],
    holders: holdersOf(raw),
    questions: [],
    followsCauses: true,
  });
  const requests = await driver.driveSingly(unitsFor(raw, scene), windowMs(scene));
  const followed = await scene.diagnosis.followed(0);
  const hits = ({ lines: reached }: Followed): number => reached.reduce((sum, line) => sum + line.hits, 0);
  const [most] = followed.toSorted((a, b) => hits(b) - hits(a));
  return most === undefined ? raw : withWritings(raw, lines, most.lines, requests);
}

/** Finds the own code that led to what packages make by events and from queues. */
async function followCauses(scene: DiagnoseScene, driver: Driver, raw: RawEvidence): Promise<RawEvidence> {
  const isBlind = suspectedOrigins(raw, scene.metrics).some(({ stack }) => isWithoutCause(stack));
  if (!isBlind) return raw;
  await scene.diagnosis.follow({
    lines: [],
    calls: [],
    callbacks: [],
    holders: holdersOf(raw),
    questions: [],
    followsCauses: true,
  });
  await driver.driveSingly(unitsFor(raw, scene), windowMs(scene));
  const followed = await scene.diagnosis.followed(0);
  return withFollowedCauses(
    raw,
    followed.flatMap(({ causes }) => causes),
  );
}

/**
 * Last round: finds out what the functions on those stacks give to their callers, and whether it leads to what leaks.
 */
async function followCalls(
  scene: DiagnoseScene,
  driver: Driver,
  raw: RawEvidence,
  plan: FollowPlan,
  scripts: ScriptLibrary,
): Promise<RawEvidence> {
  const units = unitsFor(raw, scene);
  const windows = [
    () => driver.driveSingly(units, windowMs(scene)),
    // A pool may still have idle clients. Over all connections they are used up, and it has to make new ones.
    () => driver.drive(units),
  ];
  for (const drive of windows) {
    await scene.diagnosis.follow(plan.request);
    await drive();
    const found = mostTelling(await scene.diagnosis.followed(searchMs(scene)));
    if (found.some(({ things }) => things > 0) || leftMs(scene) < shortestMs)
      return withHanded(raw, plan, found, scripts);
  }
  return raw;
}

/** The links of the process with the most results. Of several processes, it is the one that answered the requests. */
function mostTelling(followed: readonly Followed[]): readonly GivenLink[] {
  const resultsOf = ({ links }: Followed): number => links.reduce((sum, { results }) => sum + results, 0);
  return followed.toSorted((a, b) => resultsOf(b) - resultsOf(a))[0]?.links ?? [];
}

/** The evidence after a leak was followed. */
interface FollowedLeak {
  readonly evidence: RawEvidence;
  readonly limits: readonly string[];
  /** Whether it was called off in the middle. */
  readonly isSpent: boolean;
}

/** Does the rounds one after the other. `tell` gets the evidence after each round. */
async function followInRounds(
  scene: DiagnoseScene,
  driver: Driver,
  raw: RawEvidence,
  tell: (evidence: RawEvidence) => void,
): Promise<void> {
  const scripts = scriptsOf(raw, scene.diagnosis.scripts);
  const hasTime = (): boolean => leftMs(scene) > shortestMs;
  let evidence = refineAllocations(raw, scripts);
  tell(evidence);
  if (hasTime()) evidence = await watchLines(scene, driver, evidence, scripts);
  tell(evidence);
  if (hasTime()) evidence = await followCauses(scene, driver, evidence);
  tell(evidence);
  const plan = planFollow(suspectsIn(evidence, scene.metrics), holdersOf(evidence), scripts);
  if (plan.request.calls.length > 0 && hasTime()) tell(await followCalls(scene, driver, evidence, plan, scripts));
}

/**
 * Looks once more at what was seen to leak, with breakpoints. It finds out which line writes it, who calls that line,
 * and what calls between own code and packages give back. When time is up, it returns the evidence of the rounds that
 * ended.
 */
export async function followLeak(scene: DiagnoseScene, driver: Driver, raw: RawEvidence): Promise<FollowedLeak> {
  let evidence = raw;
  const rounds = followInRounds(scene, driver, raw, (told) => {
    evidence = told;
  });
  const late = AbortSignal.timeout(Math.max(0, Math.round(leftMs(scene) - reserveMs)));
  try {
    await unlessAborted(rounds, late);
    return { evidence, limits: [], isSpent: false };
  } catch (error) {
    if (scene.signal.aborted) throw error;
    // The rounds may still go on. They end with the process.
    rounds.catch(() => undefined);
    return { evidence, limits: [late.aborted ? followingTooLate : notFollowed(error)], isSpent: true };
  }
}
