import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { passwordHash } from './password-hash.js';
import { Product } from './product.js';
import { User } from './user.js';

/** One user and 50 products. */
export async function fillTables(database: DataSource): Promise<void> {
  const salt = randomBytes(16);
  await database
    .getRepository(User)
    .insert({ name: 'ada', salt, passwordHash: await passwordHash('correct horse', salt) });
  const names = Array.from({ length: 50 }, (_, index) => `product ${index + 1}`);
  await database.getRepository(Product).insert(names.map((name, index) => ({ name, priceCents: 100 + 35 * index })));
}
