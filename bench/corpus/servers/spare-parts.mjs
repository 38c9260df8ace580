import express from 'express';
import mysql from 'mysql2/promise';

const pool = mysql.createPool({ uri: process.env.MYSQL_URL, connectionLimit: 10 });
await pool.query('create table if not exists spare_parts (id int primary key, stock int not null)');
await pool.query('insert ignore into spare_parts values (1, 12), (2, 0), (3, 44)');

async function reserve(part) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const [rows] = await connection.execute('select stock from spare_parts where id = ? for update', [part]);
    await connection.commit();
    return rows[0]?.stock > 0;
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/parts/:id/reservation', async (request, response) => {
  response.json({ isReserved: await reserve(Number(request.params.id)) });
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
