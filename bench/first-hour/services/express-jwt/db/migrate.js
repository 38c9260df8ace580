require('dotenv').config({ quiet: true });
const fs = require('node:fs');
const path = require('node:path');
const { pool } = require('.');

async function migrate() {
  await pool.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, run_at timestamptz DEFAULT now())');
  const dir = path.join(__dirname, 'migrations');
  for (const name of fs.readdirSync(dir).sort()) {
    const { rowCount } = await pool.query('SELECT 1 FROM migrations WHERE name = $1', [name]);
    if (rowCount > 0) continue;
    await pool.query(fs.readFileSync(path.join(dir, name), 'utf8'));
    await pool.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
    console.log('applied', name);
  }
  await pool.end();
}

migrate().catch((error) => {
  console.error(error);
  process.exit(1);
});
