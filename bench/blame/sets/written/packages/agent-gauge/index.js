/**
 * gauge(agent) counts the requests, the new and the reused sockets and the bytes of an http(s) agent.
 * It returns { agent, read() }.
 */
export function gauge(agent, { name = 'default', clock = Date.now } = {}) {
  const figures = { name, requests: 0, opened: 0, reused: 0, closed: 0, bytesIn: 0, bytesOut: 0, longest: 0 };
  const known = new WeakSet();
  const { addRequest } = agent;

  function onSocket(req, socket) {
    const since = clock();
    const inBefore = socket.bytesRead;
    const outBefore = socket.bytesWritten;
    if (known.has(socket)) {
      figures.reused += 1;
    } else {
      known.add(socket);
      figures.opened += 1;
      socket.setMaxListeners(0);
    }
    req.once('close', () => {
      figures.bytesIn += socket.bytesRead - inBefore;
      figures.bytesOut += socket.bytesWritten - outBefore;
      figures.longest = Math.max(figures.longest, clock() - since);
    });
    socket.once('close', (hadError) => {
      figures.closed += 1;
      if (hadError) figures.lastFailure = { path: req.path, after: clock() - since };
    });
  }

  agent.addRequest = function gaugedAddRequest(req, ...rest) {
    figures.requests += 1;
    req.once('socket', (socket) => onSocket(req, socket));
    return addRequest.call(this, req, ...rest);
  };

  return {
    agent,
    read: () => ({ ...figures }),
  };
}
