'use strict';

const http = require('http');

class AuditClient {
  constructor({ url, source, timeout = 3000 }) {
    this.endpoint = new URL('/events', url);
    this.source = source;
    this.timeout = timeout;
    this.agent = new http.Agent({ keepAlive: true });
    this.rejected = 0;
  }

  send(type, details) {
    const body = JSON.stringify({ type, source: this.source, at: new Date().toISOString(), details });
    return new Promise((resolve, reject) => {
      const request = http.request(this.endpoint, {
        method: 'POST',
        agent: this.agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      });
      const timer = setTimeout(() => request.destroy(new Error('audit service timed out')), this.timeout);
      request.on('error', (err) => {
        clearTimeout(timer);
        reject(err);
      });
      request.on('response', (response) => {
        clearTimeout(timer);
        const accepted = response.statusCode === 202;
        if (!accepted) this.rejected += 1;
        resolve({ accepted, id: response.headers['x-event-id'] });
      });
      request.end(body);
    });
  }
}

module.exports = { AuditClient };
