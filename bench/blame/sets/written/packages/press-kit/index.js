import { Pool } from 'undici';

export class PressKitError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'PressKitError';
    this.status = status;
  }
}

export class PressKit {
  #pool;

  constructor(origin, { connections = null, bodyTimeout = 0 } = {}) {
    this.#pool = new Pool(origin, { connections, bodyTimeout, keepAliveTimeout: 600_000, keepAliveMaxTimeout: 600_000 });
  }

  /** Data sheet of an article: { article, title, pages }, or only { article, printed: true } where there is none online. */
  async sheet(article) {
    const { statusCode, headers, body } = await this.#pool.request({
      method: 'GET',
      path: `/sheets/${encodeURIComponent(article)}`,
      headers: { accept: 'application/json' },
    });
    if (statusCode === 404) {
      await body.dump();
      throw new PressKitError(`no article ${article}`, 404);
    }
    if (!headers['content-type']?.startsWith('application/json')) return { article, printed: true };
    const { title, pages } = await body.json();
    return { article, title, pages };
  }

  async exists(article) {
    const { statusCode, body } = await this.#pool.request({ method: 'HEAD', path: `/sheets/${encodeURIComponent(article)}` });
    await body.dump();
    return statusCode === 200;
  }

  close() {
    return this.#pool.close();
  }
}
