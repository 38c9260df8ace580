import type { SessionState, TargetRecording } from '../../model/recording.js';
import { services } from '../../model/services/catalogue.js';
import type { ServiceDefinition } from '../../model/services/service-definition.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import type { Symptom } from '../../model/symptom.js';

/** One floor may fall between BEGIN and COMMIT of background work; so many in a row do not. */
const floorsInARow = 3;

/** The number of transactions that stay open while the target is at rest: the fewest at one of the newest floors. */
function openTransactions({ floors }: TargetRecording, { sessions }: ServiceDefinition): number {
  const newest = floors.filter(({ settled }) => settled).slice(-floorsInARow);
  if (sessions === null || newest.length < floorsInARow) return 0;
  return Math.min(...newest.map(({ metrics }) => metrics[sessions.idleInTransaction] ?? 0));
}

const statesOf = ({ sessions }: TargetRecording, kind: ServiceKind): readonly SessionState[] =>
  sessions.find(({ service }) => service === kind)?.states ?? [];

function transactionSymptoms(
  recording: TargetRecording,
  service: ServiceDefinition,
  states: readonly SessionState[],
): readonly Symptom[] {
  const count = openTransactions(recording, service);
  if (count === 0) return [];
  const { title, prefix, remedies } = service;
  const longest = states
    .filter(({ state }) => state.startsWith('idle in transaction'))
    .reduce((most, { longestSeconds }) => Math.max(most, longestSeconds), 0);
  const forHow = longest === 0 ? '' : `, the longest for ${longest} s`;
  return [
    {
      code: `${prefix}-idle-in-transaction`,
      seen: `${count} ${title} ${count === 1 ? 'session' : 'sessions'} stayed idle in a transaction at rest${forHow}.`,
      advice:
        'Such a session keeps its locks, keeps old versions of rows from being cleaned up, and is lost to its pool. Look at the statement where it stopped: after that, COMMIT, ROLLBACK or release is missing on some path.',
      remedies: remedies.openTransactions,
    },
  ];
}

function idleSymptoms(
  { title, prefix, remedies }: ServiceDefinition,
  states: readonly SessionState[],
): readonly Symptom[] {
  const idle = states.find(({ state }) => state === 'idle');
  if (idle === undefined || idle.overMinute === 0) return [];
  return [
    {
      code: `${prefix}-idle-sessions`,
      seen: `${idle.overMinute} ${title} ${idle.overMinute === 1 ? 'session has' : 'sessions have'} been idle for over a minute at the end, the longest for ${idle.longestSeconds} s.`,
      advice:
        'A pool keeps some on purpose (its idle timeout tells how long). Others belong to clients that nobody closes; look at their age and last statement.',
      remedies: remedies.idle,
    },
  ];
}

/** Sessions at a database that are open and do nothing. */
export const sessionSymptoms = (recording: TargetRecording): readonly Symptom[] =>
  services.flatMap((service) => {
    const states = statesOf(recording, service.kind);
    return [...transactionSymptoms(recording, service, states), ...idleSymptoms(service, states)];
  });
