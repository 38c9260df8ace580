import { METHODS } from 'node:http';
import { z } from 'zod';
import { didYouMean } from '../platform/text/did-you-mean.js';

/** The messages of these parts only say what is allowed. `describe-issues.ts` completes them. */
export const text = z.string({ error: 'a non-empty string' }).min(1, { error: 'a non-empty string' });
export const flag = z.boolean({ error: 'true or false' });
export const record = <V extends z.ZodType>(value: V, allowed: string) =>
  z.record(z.string(), value, { error: allowed });
export const list = <V extends z.ZodType>(value: V, allowed: string) => z.array(value, { error: allowed });

export function integer(from: number, to: number) {
  const error = `a whole number from ${from} to ${to}`;
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}

export function positive(what: string) {
  const error = `${what} greater than 0`;
  return z.number({ error }).positive({ error });
}

export function oneOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z.enum(values, { error: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}` });
}

/** Reports a rule about several settings at once. The message is a whole sentence, and the value is not shown. */
export function addProblem(context: z.RefinementCtx, message: string, at: readonly string[] = []): void {
  context.addIssue({ code: 'custom', message, path: [...at], params: { isSentence: true } });
}

/** An object that refuses unknown keys and suggests the one that was probably meant. */
export function strictObject<S extends z.ZodRawShape>(shape: S, what: string) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return what;
      return issue.keys.map((key) => didYouMean(key, known, 'known keys')).join('\n');
    },
  });
}

const usualMethods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** CONNECT opens a tunnel, and no endpoint does that. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

export const method = z
  .string({ error: 'an HTTP method' })
  .transform((name) => name.toUpperCase())
  .refine((name) => methods.includes(name), {
    error: ({ input }) => `an HTTP method; ${didYouMean(String(input), usualMethods, 'such as')}`,
  });

const pathRule = 'a path that begins with "/" and has no spaces';
export const path = z.string({ error: pathRule }).regex(/^\/[^\s#]*$/, { error: pathRule });

const originRule = 'an http:// or https:// address without a path, e.g. "http://127.0.0.1:3000"';
export const origin = z
  .string({ error: originRule })
  .refine(isOrigin, { error: originRule })
  .transform((url) => new URL(url).origin);

function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, search, username } = new URL(url);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && username === '';
}

export const port = integer(1, 65_535);
