import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

/**
 * LEAK: a cache without a bound. An entry per key that was ever asked for, and callers choose the keys; a visitor without
 * a key even gets a new one each time, so that the entry can never be asked for again.
 */
const profiles = new Map<string, string>();

const readKey = (request: Request): string =>
  typeof request.query.key === 'string' ? request.query.key : randomUUID();

/** Some hundred bytes, as a rendered fragment would be. */
function renderProfile(key: string): string {
  const recommended = ['tea', 'coffee', 'cocoa'].map((sku) => ({ sku, href: `/products/${sku}?from=${key}` }));
  return JSON.stringify({ key, renderedAt: new Date().toISOString(), recommended });
}

export const cache: RequestHandler = (request, response) => {
  const key = readKey(request);
  const profile = profiles.get(key) ?? renderProfile(key);
  profiles.set(key, profile);
  response.type('json').send(profile);
};
