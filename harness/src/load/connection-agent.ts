import http from 'node:http';
import https from 'node:https';
import { type TlsTrust, trustAnyone } from '../model/tls.js';

/**
 * An agent with one connection to the target at a time.
 *
 * @param keepAlive whether the connection is kept from request to request.
 */
export function createAgent(baseUrl: string, keepAlive: boolean, trust: TlsTrust = trustAnyone): http.Agent {
  const options = { keepAlive, maxSockets: 1 };
  return baseUrl.startsWith('https:') ? new https.Agent({ ...options, ...trust }) : new http.Agent(options);
}
