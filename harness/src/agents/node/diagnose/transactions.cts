import patch = require('./patch.cjs');
import sql = require('./sql.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** The part of a `pg` client that we read. */
interface PgClient {
  readonly _ended?: boolean;
}

interface Transaction {
  readonly client: PgClient;
  isOpen: boolean;
}

interface LastQueries {
  note(client: object, query: unknown): string;
  show(client: object): string;
}

/** Transactions that were begun, but neither committed nor rolled back, by the place of their BEGIN. */
function watchTransactions(registry: Registry, client: object, lastQueries: LastQueries): void {
  // Only the client holds its transaction.
  const open = new WeakMap<object, Transaction>();
  const probe: Probe<Transaction> = {
    isAlive: ({ isOpen, client: { _ended } }) => isOpen && _ended !== true,
    describe: (transaction, ageMs) =>
      `open for ${(ageMs / 1_000).toFixed(1)} s, ${lastQueries.show(transaction.client)}`,
    objects: ({ client: owner }) => [owner],
  };

  function close(owner: PgClient): void {
    const transaction = open.get(owner);
    if (transaction !== undefined) transaction.isOpen = false;
  }

  function begin(owner: PgClient): void {
    const origin = registry.locate('transaction');
    if (origin === null) return;
    close(owner);
    const transaction: Transaction = { client: owner, isOpen: true };
    open.set(owner, transaction);
    registry.add(origin, transaction, probe);
  }

  patch.patchMethods(client, ['query'], (original, self, args) => {
    const owner = self as PgClient;
    const effect = sql.transactionEffect(lastQueries.note(owner, args[0]));
    if (effect === 'opens') begin(owner);
    if (effect === 'closes') close(owner);
    return Reflect.apply(original, self, args);
  });
}

export = watchTransactions;
