import { HarnessError, type UserRequest } from '../index.js';

type Draft = { -readonly [Key in keyof UserRequest]: UserRequest[Key] };

/** Endpoints given as options, in the order they were typed: `--post /a --body '{}' --get /b`. */
export interface RequestOptions {
  readonly endpoints: readonly UserRequest[];
  /** Adds an endpoint; what follows refines it. */
  add(method: string, path: string): void;
  setBody(text: string): void;
  addHeader(text: string): void;
  setExpectedStatus(text: string): void;
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

/** Text that is JSON goes out as JSON, with its content type; other text goes out as it is. */
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Collects endpoint options as they are parsed, each refinement going to the endpoint before it. */
export function createRequestOptions(): RequestOptions {
  const endpoints: Draft[] = [];
  const latest = (option: string): Draft => {
    const draft = endpoints.at(-1);
    if (draft !== undefined) return draft;
    throw new HarnessError(
      'USAGE',
      `${option} refines an endpoint: put --get, --post, --put, --patch or --delete before it.`,
    );
  };
  return {
    endpoints,
    add: (method, path) => {
      endpoints.push({ method, path });
    },
    setBody: (text) => {
      latest('--body').body = parseBody(text);
    },
    addHeader: (text) => {
      const draft = latest('--header');
      const [name, value] = parseHeader(text);
      draft.headers = { ...draft.headers, [name]: value };
    },
    setExpectedStatus: (text) => {
      latest('--expect-status').expectStatus = parseStatusRange(text);
    },
  };
}
