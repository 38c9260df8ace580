import path from 'node:path';
import type { ClientPlan, RequestTemplate } from '../model/endpoint.js';
import { placeholdersOf } from '../platform/text/placeholders.js';
import { builtinValues } from './capture-schema.js';
import type { ParsedConfig, ParsedTarget } from './config-schema.js';
import { readData } from './read-data.js';
import { resolveRequest } from './resolve-endpoint.js';

type Headers = Readonly<Record<string, string>>;

/** What a target's clients do and know, and the headers that they send with every request. */
export interface ResolvedClients {
  readonly plan: ClientPlan;
  readonly headers: Headers;
}

export type SharedClients = Pick<ParsedConfig, 'headers' | 'setup' | 'before' | 'teardown' | 'cookies' | 'data'>;

/**
 * Fills in the shared settings that a target leaves out, and reads its data file.
 *
 * @throws HarnessError `CONFIG_INVALID`
 */
export function resolveClients(target: ParsedTarget, shared: SharedClients, baseFolder: string): ResolvedClients {
  const headers = { ...shared.headers, ...target.headers };
  const data = target.data ?? shared.data;
  const rows = data === undefined ? [] : readData(path.resolve(baseFolder, data));
  const given = [...builtinValues, ...columnsOf(rows)];
  const setup = withHeaders((target.setup ?? shared.setup ?? []).map(resolveRequest), headers, given);
  const afterSetup = [...given, ...capturedBy(setup)];
  const before = withHeaders((target.before ?? shared.before ?? []).map(resolveRequest), headers, afterSetup);
  const teardown = withHeaders((target.teardown ?? shared.teardown ?? []).map(resolveRequest), headers, afterSetup);
  const cookies = target.cookies ?? shared.cookies ?? setup.length + before.length > 0;
  return { plan: { setup, before, teardown, cookies, rows }, headers };
}

const columnsOf = ([first = {}]: readonly Headers[]): readonly string[] => Object.keys(first);

export const capturedBy = (requests: readonly RequestTemplate[]): readonly string[] =>
  requests.flatMap(({ captures }) => captures.map(({ name }) => name));

/**
 * Adds the shared headers to requests. A request's own headers go first. A login is sent without the header that needs
 * its result: each request only gets headers whose values are known by then.
 */
function withHeaders(
  requests: readonly RequestTemplate[],
  headers: Headers,
  given: readonly string[],
): readonly RequestTemplate[] {
  return requests.map((request, index) => {
    const known = [...given, ...capturedBy(requests.slice(0, index))];
    const fillable = Object.entries(headers).filter(([, value]) => isKnown(value, known));
    return withSharedHeaders(request, Object.fromEntries(fillable));
  });
}

const isKnown = (template: string, known: readonly string[]): boolean =>
  placeholdersOf(template).every((name) => known.includes(name));

/** Names of headers are compared without regard to case. */
export function withSharedHeaders(request: RequestTemplate, shared: Headers): RequestTemplate {
  const own = Object.keys(request.headers).map((name) => name.toLowerCase());
  const added = Object.entries(shared).filter(([name]) => !own.includes(name.toLowerCase()));
  return added.length === 0 ? request : { ...request, headers: { ...Object.fromEntries(added), ...request.headers } };
}
