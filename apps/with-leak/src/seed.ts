import { Client } from 'pg';
import { config } from './config.js';
import { reasonOf, reportLostConnection } from './errors.js';

/**
 * One implicit transaction. The lock is for services that start side by side on one database: without it two
 * `CREATE TABLE IF NOT EXISTS` at the same time can fail on a unique index of the catalogue. The number is arbitrary.
 */
const seedStatements = `
  SELECT pg_advisory_xact_lock(724001);
  CREATE TABLE IF NOT EXISTS products (
    sku text PRIMARY KEY, name text NOT NULL, price_cents integer NOT NULL, stock integer NOT NULL);
  CREATE TABLE IF NOT EXISTS shipping_rates (country text PRIMARY KEY, price_cents integer NOT NULL);
  INSERT INTO products VALUES
    ('tea', 'Tea', 450, 120), ('coffee', 'Coffee', 890, 75), ('cocoa', 'Cocoa', 620, 40), ('sold-out', 'Saffron', 1990, 0)
    ON CONFLICT DO NOTHING;
  INSERT INTO shipping_rates VALUES ('DE', 490) ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS hit_counter (id integer PRIMARY KEY, value bigint NOT NULL);
  INSERT INTO hit_counter VALUES (1, 0) ON CONFLICT DO NOTHING;
  CREATE TABLE IF NOT EXISTS hit_batches (
    id uuid PRIMARY KEY, hits bigint NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX IF NOT EXISTS hit_batches_applied_at ON hit_batches (applied_at);`;

/** Creates and fills the tables unless they are there, through a connection of its own that is closed again. */
export async function seedDatabase(): Promise<void> {
  const client = new Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', reportLostConnection);
  try {
    await client.connect();
    await client.query(seedStatements);
  } catch (error) {
    const advice = 'Check DATABASE_URL, and that PostgreSQL runs and may be written to.';
    throw new Error(`the database cannot be prepared (${reasonOf(error)}). ${advice}`, { cause: error });
  } finally {
    await client.end();
  }
}
