import type { Culprit } from '../../model/result.js';
import type { LanguageAdvice } from '../language-advice.js';

const closed = (at: string): string => `Close what ${at} opens in \`finally\`, or open it by \`with\`.`;

const byKind: LanguageAdvice['byKind'] = {
  socket: (at) => `Close the socket that ${at} opens in \`finally\`, or share one client for the process.`,
  server: (at) => `Close the server that ${at} opens when its work is done, also when its client never comes.`,
  file: closed,
  timeout: (at) => `Cancel the timer that ${at} starts when the request ends.`,
  interval: (at) => `Cancel the timer that ${at} starts when the request ends.`,
  listener: (at) => `Remove the callback that ${at} adds when the request ends.`,
  child: (at) => `Wait for the process that ${at} starts, or end it: \`with subprocess.Popen(…)\`.`,
  worker: (at) =>
    `Let ${at} use one \`ThreadPoolExecutor\` of the process; a thread of its own has to end with the request.`,
  'pool-client': (at) => `Give back the connection that ${at} takes in \`finally\`, or take it by \`with\`.`,
  transaction: (at) =>
    `Every path out of ${at} needs a commit or rollback: use \`with\`, or \`rollback()\` in \`except\`.`,
  'array-buffer': (at) => `Drop the buffer that ${at} allocates when the request ends.`,
  'http-agent': (at) => `Make the session once, outside of ${at}, and share it, or use it by \`with\`.`,
  task: (at) => `Await or cancel the task that ${at} starts, also on early returns and errors.`,
};

const holds = ({ retainedBy }: Culprit, classes: RegExp): boolean => retainedBy.some((link) => classes.test(link));

function forKept(at: string, culprit: Culprit): string {
  if (holds(culprit, /: (?:dict|defaultdict|OrderedDict|LRUCache|TTLCache)$/))
    return `Bound what ${at} fills: \`functools.lru_cache\` with a \`maxsize\`, a cache with a time to live, or delete each entry when it is done with.`;
  if (holds(culprit, /: set$/)) return `Discard from the set what ${at} adds when the request ends.`;
  if (holds(culprit, /: (?:list|deque)$/))
    return `Bound what ${at} appends to: use \`collections.deque\` with a \`maxlen\`, or hand its contents on and empty it.`;
  return `Let ${at} drop what it keeps from one request to the next.`;
}

const forAllocated = (at: string): string =>
  `Find who keeps what ${at} makes: a variable outside of the request, a closure that captured it, or a task that never ends.`;

/** Advice in the words of Python. */
export const pythonAdvice: LanguageAdvice = { byKind, forOther: closed, forKept, forAllocated };
