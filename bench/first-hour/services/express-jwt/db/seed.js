require('dotenv').config({ quiet: true });
const { pool, query } = require('.');
const { hashPassword } = require('../lib/passwords');

const users = [
  { email: 'admin@example.com', name: 'Admin', role: 'admin', password: 'admin-pass' },
  { email: 'ann@example.com', name: 'Ann', role: 'customer', password: 'ann-pass' },
];

async function seed() {
  for (const { email, name, role, password } of users) {
    const { salt, hash } = await hashPassword(password);
    await query(
      `INSERT INTO users (email, name, role, password_salt, password_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (email) DO NOTHING`,
      [email, name, role, salt, hash],
    );
  }
  for (const [name, price] of [['Tea', 450], ['Coffee', 900], ['Cocoa', 620]]) {
    await query('INSERT INTO products (name, price_cents) VALUES ($1, $2)', [name, price]);
  }
  await query('INSERT INTO orders (user_id, product_id, quantity) VALUES (1, 1, 2), (1, 3, 1), (2, 2, 4)');
  await pool.end();
}

seed().catch((error) => {
  console.error(error);
  process.exit(1);
});
