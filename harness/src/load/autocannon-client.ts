import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { StringDecoder } from 'node:string_decoder';
import { TLSSocket } from 'node:tls';
import type autocannon from 'autocannon';
import type { TlsTrust } from '../model/tls.js';
import type { LoadLane, Turn } from './load-lane.js';
import { keptCharactersOf } from './session/capture-values.js';

/** Timers may fire a little early. A request that was silent for this much less than its timeout has timed out. */
const timerSlackMs = 5;

/** The private half of autocannon 9's client (`lib/httpClient.js`) that the corrections below need. */
interface ClientInternals extends EventEmitter {
  timeout: number;
  responseMax: number;
  readonly destroyed: boolean;
  readonly conn: Socket | undefined;
  readonly opts: { readonly tlsOptions?: Partial<TlsTrust> };
  readonly pipelinedRequests: { peek(): { body: string } | undefined; addBody(body: Buffer): void };
  readonly requestIterator: { currentRequestIndex: number };
  readonly parser: { reinitialize(type: 'RESPONSE'): void; finish(): unknown; execute(chunk: Buffer): unknown };
  _connect(): void;
  _doRequest(): void;
  _destroyConnection(): void;
  destroy(): void;
}

/**
 * Makes a client of autocannon send what its lane says, and account for each request exactly once. Without this, the
 * client sends its next request into a connection that the server has announced to close. It forgets a request whose
 * connection ends without an answer, and keeps a half-read answer in its parser over a reconnect. It never ends an
 * answer that only the end of the connection delimits, ignores malformed answers, keeps the whole of a body that has no
 * end, and refuses timeouts under one second.
 */
export function followLane(publicClient: autocannon.Client, lane: LoadLane, timeoutMs: number): void {
  const client = publicClient as unknown as ClientInternals;
  const { _connect: connect, _doRequest: doRequest } = client;
  let isConnectionSpent = false;
  let sentAtMs = 0;
  let begun: number | null = null;

  client.timeout = timeoutMs;
  // Requests are not split evenly between connections. Otherwise a slow answer would leave work that other connections
  // could do.
  client.responseMax = 0;
  failOnMalformedAnswer(client);
  keepBody(client, lane);
  client.on('headers', ({ shouldKeepAlive, statusCode }: { shouldKeepAlive: boolean; statusCode: number }) => {
    begun = statusCode;
    isConnectionSpent = !shouldKeepAlive;
  });
  client.on('connError', (error: Error) => lane.failed(error));
  client.on('request', () => {
    sentAtMs = performance.now();
    begun = null;
    lane.send();
  });

  // When a connection ends silently, autocannon just connects again, and it reports a timeout only after the next
  // request was sent. So a request that still waits when a new connection is wanted has lost its answer.
  const endLostRequest = (): void => {
    if (!lane.isWaiting()) return;
    if (performance.now() - sentAtMs >= timeoutMs - timerSlackMs) lane.timedOut(begun);
    else lane.failed(null);
  };

  let isPaused = false;
  const afterPause = async (pause: Promise<void>): Promise<void> => {
    isPaused = true;
    await pause;
    isPaused = false;
    if (!client.destroyed) client._doRequest();
  };

  const sendTurn = (turn: Turn | null): void => {
    if (turn === null) client.destroy();
    else if (isConnectionSpent) client._connect();
    else {
      // Autocannon advances this index before it sends. It is set each time, because a unit may end early and a step
      // may be sent once more.
      client.requestIterator.currentRequestIndex = turn.stepIndex - 1;
      doRequest.call(client);
    }
  };

  client._doRequest = () => {
    const pause = lane.pause();
    if (isPaused) return;
    if (pause !== null) void afterPause(pause);
    else sendTurn(lane.next());
  };

  client._connect = () => {
    endLostRequest();
    if (client.conn !== undefined) client._destroyConnection();
    client.parser.reinitialize('RESPONSE');
    isConnectionSpent = false;
    connect.call(client);
    endAnswerWithConnection(client);
    refuseUntrusted(client);
  };
}

/**
 * Refuses connections whose certificate is not trusted. Autocannon accepts any certificate and ignores the result of
 * the check.
 */
function refuseUntrusted({ conn, opts }: ClientInternals): void {
  if (!(conn instanceof TLSSocket) || opts.tlsOptions?.rejectUnauthorized !== true) return;
  conn.once('secureConnect', () => {
    if (!conn.authorized) conn.destroy(new Error(`the certificate is not trusted (${conn.authorizationError})`));
  });
}

/** Lets the end of the connection complete an answer without a length. Only then is the connection replaced. */
function endAnswerWithConnection(client: ClientInternals): void {
  const connection = client.conn;
  connection?.removeAllListeners('end');
  connection?.on('end', () => {
    client.parser.finish();
    // A complete answer has already led to the next connection, or to the end of the block.
    const isReplaced = client.destroyed || client.conn !== connection;
    if (!isReplaced) client._connect();
  });
}

function failOnMalformedAnswer(client: ClientInternals): void {
  const { parser } = client;
  const execute = parser.execute;
  parser.execute = (chunk) => {
    const outcome = execute.call(parser, chunk);
    if (outcome instanceof Error) client.conn?.destroy(outcome);
    return outcome;
  };
}

/** Keeps as much of the body as the step needs. The pieces in which it arrives may split a character. */
function keepBody({ pipelinedRequests }: ClientInternals, lane: LoadLane): void {
  let decoder = new StringDecoder('utf8');
  let decodedFor: unknown = null;
  pipelinedRequests.addBody = (body) => {
    const request = pipelinedRequests.peek();
    if (request === undefined) return;
    if (decodedFor !== request) decoder = new StringDecoder('utf8');
    decodedFor = request;
    const step = lane.next()?.step;
    if (step !== undefined && request.body.length < keptCharactersOf(step)) request.body += decoder.write(body);
  };
}
