import http from 'node:http';
import https from 'node:https';

/** One connection at a time to the target, kept from request to request or not. */
export function createAgent(baseUrl: string, keepAlive: boolean): http.Agent {
  const options = { keepAlive, maxSockets: 1 };
  // Like autocannon: a target under test has a self-signed certificate more often than a real one.
  return baseUrl.startsWith('https:')
    ? new https.Agent({ ...options, rejectUnauthorized: false })
    : new http.Agent(options);
}
