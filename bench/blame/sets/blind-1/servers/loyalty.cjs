const express = require('express');
const mysql = require('mysql2');
const { createPool } = require('mysql2/promise');

const columns = ['member', 'points'].map((name) => ({
  catalog: 'def', schema: 'loyalty', table: 'balance', orgTable: 'balance', name, orgName: name,
  characterSet: 33, columnLength: 20, columnType: 253, flags: 0, decimals: 0,
}));

const store = mysql.createServer();
let connections = 0;
store.on('connection', (conn) => {
  connections += 1;
  conn.stream.setNoDelay(true);
  conn.serverHandshake({ protocolVersion: 10, serverVersion: '5.7.30', connectionId: connections, statusFlags: 2, characterSet: 8, capabilityFlags: 0xfff7ff });
  conn.on('query', (sql) => {
    const member = /member = '?(\d+)/.exec(sql)[1];
    conn.writeColumns(columns);
    conn.writeTextRow([member, String((Number(member) % 500) * 3)]);
    conn.writeEof();
    conn._resetSequenceId();
  });
  conn.on('error', () => {});
});
store.listen(0, '127.0.0.1');

store._server.once('listening', () => {
  const pool = createPool({ host: '127.0.0.1', port: store._server.address().port, user: 'loyalty', database: 'loyalty', connectionLimit: 6 });
  const app = express();

  app.get('/healthz', (req, res) => res.send('ok'));

  app.get('/members/:id/points', async (req, res, next) => {
    let connection;
    try {
      connection = await pool.getConnection();
      const [rows] = await connection.query('select member, points from balance where member = ?', [Number(req.params.id)]);
      res.json(rows[0]);
    } catch (err) {
      next(err);
    } finally {
      if (connection) connection.release();
    }
  });

  app.listen(Number(process.env.PORT), '127.0.0.1');
});
