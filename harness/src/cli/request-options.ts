import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { HarnessError, type UserConfig, type UserRequest } from '../internal.js';

type Draft = { -readonly [Key in keyof UserRequest]: UserRequest[Key] };

/** What a request is for: it is measured, or sent once for the target, or sent once by each client. */
type Purpose = 'endpoints' | 'setup' | 'before' | 'teardown';

/**
 * Collects requests that are given as options, in the order they were typed: `--before 'POST /login' --body '{}' --get
 * /b`.
 */
export interface RequestOptions {
  /** The settings that were given; those that were not are left out. Reads the files of bodies. */
  given(): Partial<Pick<UserConfig, Purpose | 'headers'>>;
  /** Adds a request. The refinements that follow belong to it. */
  add(purpose: Purpose, method: string, path: string): void;
  setBody(text: string): void;
  /** Adds a header to the request before it. Before the first request, the header is for all requests. */
  addHeader(text: string): void;
  setExpectedStatus(text: string): void;
  addCapture(text: string): void;
}

function parseStatusRange(text: string): number | readonly [number, number] {
  const match = /^(\d{3})(?:-(\d{3}))?$/.exec(text);
  if (match === null) {
    throw new HarnessError('USAGE', `--expect-status takes a status or a range such as 200-299, not "${text}".`);
  }
  return match[2] === undefined ? Number(match[1]) : [Number(match[1]), Number(match[2])];
}

function parseHeader(text: string): readonly [name: string, value: string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new HarnessError('USAGE', `--header takes "name: value", not "${text}".`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** The body that a file holds. What is not text is sent as bytes. */
function readBody(file: string): Pick<Draft, 'body' | 'bodyBase64'> {
  const bytes = readFile(file);
  const content = bytes.toString('utf8');
  const isText = Buffer.from(content, 'utf8').equals(bytes);
  return isText ? { body: parseBody(content) } : { bodyBase64: bytes.toString('base64') };
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HarnessError('USAGE', `--body @${file}: the file cannot be read (${reason}). Check its path.`);
  }
}

/** The body for a text. JSON is sent as JSON, with its content type; other text is sent as it is. */
function parseBody(text: string): NonNullable<Draft['body']> | null {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parseRequest(option: string, text: string): readonly [method: string, path: string] {
  const [, method = 'POST', path = ''] = /^(?:([A-Za-z]+)\s+)?(\/\S*)$/.exec(text.trim()) ?? [];
  if (path !== '') return [method.toUpperCase(), path];
  throw new HarnessError('USAGE', `--${option} takes a request such as "POST /login", not "${text}".`);
}

function parseCapture(text: string): readonly [name: string, source: string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
  throw new HarnessError(
    'USAGE',
    `--capture takes "name=where", e.g. 'token=$.token', id=header:x-id, sid=cookie:sid or 'csrf=regex:csrf="(.+?)"', not "${text}".`,
  );
}

/** Creates a collector of requests. Each refinement belongs to the request before it. */
export function createRequestOptions(): RequestOptions {
  const lists: Record<Purpose, Draft[]> = { endpoints: [], setup: [], before: [], teardown: [] };
  let headers: Readonly<Record<string, string>> = {};
  let last: Draft | null = null;
  const bodyFiles = new Map<Draft, string>();
  const withBody = (request: Draft): Draft => {
    const file = bodyFiles.get(request);
    return file === undefined ? request : { ...request, ...readBody(file) };
  };
  const latest = (option: string): Draft => {
    if (last !== null) return last;
    throw new HarnessError(
      'USAGE',
      `${option} refines a request: put --get, --post, --put, --patch, --delete, --setup or --before in front of it.`,
    );
  };
  return {
    given: () => ({
      ...Object.fromEntries(
        Object.entries(lists).flatMap(([purpose, requests]) =>
          requests.length === 0 ? [] : [[purpose, requests.map(withBody)]],
        ),
      ),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    }),
    add: (purpose, method, path) => {
      last = { method, path };
      lists[purpose].push(last);
    },
    setBody: (text) => {
      const draft = latest('--body');
      if (text.startsWith('@')) bodyFiles.set(draft, text.slice(1));
      else draft.body = parseBody(text);
    },
    addHeader: (text) => {
      const [name, value] = parseHeader(text);
      if (last === null) headers = { ...headers, [name]: value };
      else last.headers = { ...last.headers, [name]: value };
    },
    setExpectedStatus: (text) => {
      latest('--expect-status').expectStatus = parseStatusRange(text);
    },
    addCapture: (text) => {
      const draft = latest('--capture');
      const [name, source] = parseCapture(text);
      draft.capture = { ...draft.capture, [name]: source };
    },
  };
}

const onceOptions = {
  setup: 'sent once when the service is ready, e.g. a login for all clients: "POST /login"',
  before: 'sent once by each client, e.g. a login of its own',
  teardown: 'sent once at the end',
} as const;

/** Adds the options that describe requests. */
export function withRequestOptions(command: Command, requests: RequestOptions): Command {
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    command.option(
      `--${method} <path>`,
      `drive ${method.toUpperCase()} <path>; {n} becomes a new number in each request`,
      (path: string) => requests.add('endpoints', method.toUpperCase(), path),
    );
  }
  for (const purpose of ['setup', 'before', 'teardown'] as const) {
    command.option(`--${purpose} <request>`, onceOptions[purpose], (text: string) =>
      requests.add(purpose, ...parseRequest(purpose, text)),
    );
  }
  return command
    .option('--body <text>', 'body of the request before it, or @file', (text: string) => requests.setBody(text))
    .option(
      '--header <name: value>',
      'header of the request before it; in front of all requests, a header of each',
      (text: string) => requests.addHeader(text),
    )
    .option(
      '--capture <name=where>',
      "take a value from the answer to the request before it; later requests use it as {name}: 'token=$.token'",
      (text: string) => requests.addCapture(text),
    )
    .option(
      '--expect-status <range>',
      'statuses that count as success of the request before it, e.g. 404 or 200-299',
      (text: string) => requests.setExpectedStatus(text),
    );
}
