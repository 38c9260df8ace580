import { Agent, request } from 'undici';

export class DocScan {
  constructor({ origin, idleMs = 600000 }) {
    this.origin = origin;
    this.idleMs = idleMs;
  }

  async classify(documentId, text) {
    const dispatcher = new Agent({ connections: 1, keepAliveTimeout: this.idleMs, keepAliveMaxTimeout: this.idleMs });
    const { statusCode, body } = await request(`${this.origin}/classify`, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId, text }),
    });
    const verdict = await body.json();
    if (statusCode !== 200) throw new Error(`classification of ${documentId}: ${statusCode}`);
    return verdict;
  }
}
