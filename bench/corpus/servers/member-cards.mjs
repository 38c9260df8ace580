import http from 'node:http';
import mysql from 'mysql2/promise';

const connect = () => mysql.createConnection(process.env.MYSQL_URL);

const setup = await connect();
await setup.query('create table if not exists member_cards (id int primary key, points int not null)');
await setup.query('insert ignore into member_cards values (1, 120), (2, 75), (3, 310)');
await setup.end();

async function pointsOf(card) {
  const connection = await connect();
  const [rows] = await connection.execute('select points from member_cards where id = ?', [card]);
  return rows[0]?.points ?? 0;
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/cards/2/points') return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ points: await pointsOf(2) }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
