import { hideInBody } from './hide-in-body.js';
import { createHide, decoded, type Hide, hideInPairs } from './hide-in-text.js';
import type { ImportedRequest } from './imported.js';
import { mapRequest } from './map-request.js';
import { applicationHeaders, type RecordedRequest } from './recorded-request.js';
import { refersTo, type VariableList } from './variable-list.js';

const credentialNames: Readonly<Record<string, string>> = { bearer: 'API_TOKEN', basic: 'BASIC_CREDENTIALS' };

function hideCredentials(value: string, purpose: string, variables: VariableList): string {
  if (refersTo(value, variables.all)) return value;
  const [, scheme = '', credentials = ''] = /^(\w+)\s+(\S.*)$/.exec(value.trim()) ?? [];
  const name = credentialNames[scheme.toLowerCase()];
  if (name === undefined) return variables.refer('AUTHORIZATION', purpose, value);
  return `${scheme} ${variables.refer(name, purpose, credentials)}`;
}

function hideHeader(name: string, value: string, variables: VariableList, hide: Hide): string {
  const purpose = `header ${name}`;
  if (/^(proxy-)?authorization$/.test(name)) return hideCredentials(value, purpose, variables);
  if (name === 'cookie') return refersTo(value, variables.all) ? value : variables.refer('COOKIE', purpose, value);
  return name === 'content-type' || name === 'accept' ? value : hide(name, value, purpose);
}

function hideInPath(path: string, hide: Hide): string {
  const [before = '', ...query] = path.split('?');
  const segments = before.split('/').map((segment) => {
    const hidden = hide('', decoded(segment), 'path');
    return hidden === decoded(segment) ? segment : hidden;
  });
  return query.length === 0
    ? segments.join('/')
    : `${segments.join('/')}?${hideInPairs(query.join('?'), 'query', hide)}`;
}

/** A recorded request without its secrets. Null when they cannot be told from the rest of its body. */
export function hideSecrets(request: RecordedRequest, variables: VariableList): ImportedRequest | null {
  const hide = createHide(variables);
  const headers = Object.fromEntries(
    Object.entries(applicationHeaders(request.headers)).map(([name, value]) => [
      name,
      hideHeader(name, value, variables, hide),
    ]),
  );
  const path = hideInPath(request.path, hide);
  const whole = request.body === null ? { headers } : hideInBody(request.body, headers, hide);
  if (whole === null) return null;
  const { headers: sent, ...body } = whole;
  const id = request.name === null ? {} : { id: `${request.method} ${path} (${hide('', request.name, 'name')})` };
  return { ...id, method: request.method, path, ...(Object.keys(sent).length === 0 ? {} : { headers: sent }), ...body };
}

/** A shorter secret may be part of other words by chance. */
const shortestRepeated = 8;

/** Replaces secrets that were found in one place wherever else they are. */
export function hideRepeated(
  requests: readonly ImportedRequest[],
  variables: VariableList,
): readonly ImportedRequest[] {
  const long = variables.all.filter(({ value }) => value !== null && value.length >= shortestRepeated);
  const forms = long.flatMap(({ name, value }) =>
    [...new Set([value ?? '', encodeURIComponent(value ?? '')])].map((form) => [form, `\${${name}}`] as const),
  );
  if (forms.length === 0) return requests;
  const replace = (text: string): string =>
    forms.reduce((replaced, [form, reference]) => replaced.replaceAll(form, () => reference), text);
  return requests.map(({ id, ...request }) => ({
    ...mapRequest(request, replace),
    ...(id === undefined ? {} : { id: replace(id) }),
  }));
}
