import type { TargetRecording } from '../../model/recording.js';
import type { Symptom } from '../../model/symptom.js';
import { remedies } from './remedies.js';

/** One floor may fall between BEGIN and COMMIT of background work; so many in a row do not. */
const floorsInARow = 3;

/** Transactions that stay open while nothing is asked of the target; of the newest floors the fewest. */
function openTransactions({ floors }: TargetRecording): number {
  const newest = floors.filter(({ settled }) => settled).slice(-floorsInARow);
  if (newest.length < floorsInARow) return 0;
  return Math.min(...newest.map(({ metrics }) => metrics['pg.idleInTransaction'] ?? 0));
}

function transactionSymptoms(recording: TargetRecording): readonly Symptom[] {
  const count = openTransactions(recording);
  if (count === 0) return [];
  const longest = recording.sessions?.states
    .filter(({ state }) => state.startsWith('idle in transaction'))
    .reduce((most, { longestSeconds }) => Math.max(most, longestSeconds), 0);
  const forHow = longest === undefined || longest === 0 ? '' : `, the longest for ${longest} s`;
  return [
    {
      code: 'pg-idle-in-transaction',
      seen: `${count} PostgreSQL ${count === 1 ? 'session' : 'sessions'} stayed idle in a transaction at rest${forHow}.`,
      advice:
        'Such a session keeps its locks, holds up VACUUM, and is lost to its pool. Look at the statement it stopped at: after it COMMIT, ROLLBACK or release is missing on some path.',
      remedies: [remedies.openTransactions, remedies.transactionTimeout],
    },
  ];
}

function idleSymptoms({ sessions }: TargetRecording): readonly Symptom[] {
  const idle = sessions?.states.find(({ state }) => state === 'idle');
  if (idle === undefined || idle.overMinute === 0) return [];
  return [
    {
      code: 'pg-idle-sessions',
      seen: `${idle.overMinute} PostgreSQL ${idle.overMinute === 1 ? 'session has' : 'sessions have'} been idle for over a minute at the end, the longest for ${idle.longestSeconds} s.`,
      advice:
        'A pool keeps some on purpose (idleTimeoutMillis tells how long). Others belong to clients that nobody closes; look at their age and last statement.',
      remedies: [remedies.sessionsByState, remedies.endIdle, remedies.idleTimeout],
    },
  ];
}

/** Sessions at PostgreSQL that are open and do nothing. */
export const sessionSymptoms = (recording: TargetRecording): readonly Symptom[] => [
  ...transactionSymptoms(recording),
  ...idleSymptoms(recording),
];
