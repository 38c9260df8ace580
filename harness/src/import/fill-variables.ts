import { variablesMissing } from './import-messages.js';
import type { ImportedRequest, ImportedRequests, Variable } from './imported.js';
import { mapRequest, type TextForm } from './map-request.js';
import { refersTo, replaceReferences, soleVariable } from './variable-list.js';

type Environment = Readonly<Record<string, string | undefined>>;

const given = (environment: Environment, name: string): string | null => environment[name] || null;

/**
 * Puts values in place of variables. A value comes from the environment, or else from the document.
 *
 * @throws HarnessError `USAGE` that names the variables without a value.
 */
export function fillVariables(imported: ImportedRequests, environment: Environment): readonly ImportedRequest[] {
  const { requests, variables } = imported;
  const texts = JSON.stringify(requests);
  const needed = variables.filter((variable) => refersTo(texts, [variable]));
  const missing = needed.filter(({ name, value }) => value === null && given(environment, name) === null);
  if (missing.length > 0) throw variablesMissing(missing.map(({ name, purpose }) => `${name}: ${purpose}`));
  const valueFor = ({ name, value }: Variable): string => given(environment, name) ?? value ?? '';
  return requests.map((request) => fillRequest(request, variables, valueFor));
}

function fillRequest(
  request: ImportedRequest,
  variables: readonly Variable[],
  valueFor: (variable: Variable) => string,
): ImportedRequest {
  const fill = (text: string, form: TextForm): string =>
    replaceReferences(text, variables, (variable) =>
      form === 'url' ? encodeURIComponent(valueFor(variable)) : valueFor(variable),
    );
  const filled = mapRequest(request, fill, (text) => {
    const sole = soleVariable(text, variables);
    return sole?.isNumber === true ? Number(valueFor(sole)) : fill(text, 'json');
  });
  // The name of an endpoint stays the same, whatever the value is.
  const isNamedByReference = request.id === undefined && refersTo(request.path, variables);
  return isNamedByReference ? { ...filled, id: `${request.method ?? 'GET'} ${request.path}` } : filled;
}
