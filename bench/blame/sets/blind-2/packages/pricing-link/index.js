import net from 'node:net';
import readline from 'node:readline';

export class PricingLink {
  #socket;
  #waiting = [];

  static dial(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => resolve(new PricingLink(socket)));
    });
  }

  constructor(socket) {
    this.#socket = socket;
    readline.createInterface({ input: socket }).on('line', (line) => this.#waiting.shift()?.(JSON.parse(line)));
  }

  async priceOf(article, pieces) {
    const answer = await new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(`${JSON.stringify({ article, pieces })}\n`);
    });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  hangUp() {
    this.#socket.end();
  }
}
