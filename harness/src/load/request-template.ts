import type { RequestTemplate } from '../model/endpoint.js';

/** One request as it goes over the wire, with every `{n}` filled in. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
}

const placeholder = '{n}';

/** True when the request differs from unit to unit. */
export function isTemplated(step: RequestTemplate): boolean {
  const texts = [step.path, ...Object.values(step.headers), bodyText(step)];
  return texts.some((text) => text.includes(placeholder));
}

/** Puts the unit's number in the place of every `{n}` of path, header values and text body. */
export function fillTemplate(step: RequestTemplate, n: number): WireRequest {
  const fill = (text: string): string => text.replaceAll(placeholder, String(n));
  return {
    method: step.method,
    path: fill(step.path),
    headers: Object.fromEntries(Object.entries(step.headers).map(([name, value]) => [name, fill(value)])),
    body: fillBody(step.body, fill),
  };
}

function fillBody(body: RequestTemplate['body'], fill: (text: string) => string): Buffer | string | null {
  if (body === null) return null;
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : fill(body.text);
}

function bodyText({ body }: RequestTemplate): string {
  return body !== null && 'text' in body ? body.text : '';
}
