import http from 'node:http';
import https from 'node:https';
import { type TlsTrust, trustAnyone } from '../model/tls.js';

/** One connection at a time to the target, kept from request to request or not. */
export function createAgent(baseUrl: string, keepAlive: boolean, trust: TlsTrust = trustAnyone): http.Agent {
  const options = { keepAlive, maxSockets: 1 };
  return baseUrl.startsWith('https:') ? new https.Agent({ ...options, ...trust }) : new http.Agent(options);
}
