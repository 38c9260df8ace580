export default {
  client: 'pg',
  connection: process.env.DATABASE_URL || {
    host: '127.0.0.1',
    user: 'library',
    password: 'library',
    database: 'library',
  },
  pool: { min: 0, max: 8 },
  migrations: { directory: './migrations' },
  seeds: { directory: './seeds' },
};
