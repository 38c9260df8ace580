import { expect } from 'chai';
import { explainText } from '../../../../src/analysis/failures/explain-text.js';

describe('analysis/failures/explain-text', () => {
  const tables: Readonly<Record<string, string>> = {
    PostgreSQL: 'error: relation "users" does not exist',
    'PostgreSQL in JSON': '{"message":"relation \\"users\\" does not exist"}',
    SQLite: 'SqliteError: no such table: users',
    MySQL: "Table 'users' doesn't exist",
    Prisma: 'The table `users` does not exist in the current database.',
    'SQL Server': "Invalid object name 'users'.",
  };
  for (const [whose, text] of Object.entries(tables)) {
    it(`knows a missing table of ${whose}`, () => {
      expect(explainText(text, []))
        .to.match(/^The table "users" is not there/)
        .and.include('`prepare`')
        .and.include('restore');
    });
  }

  it('knows one by its code in another language', () => {
    expect(explainText('ошибка: отношение "users" не существует, code: 42P01', [])).to.match(/^A table is not there/);
  });

  it('tells a server of the run from one that nobody started', () => {
    const text = 'Error: connect ECONNREFUSED ::1:6379';
    expect(explainText(text, [])).to.include('Redis at ::1:6379').and.include('--service redis');
    expect(explainText(text, ['redis']))
      .to.include('REDIS_URL')
      .and.include("'${redis.host}'");
    expect(explainText('connect ECONNREFUSED 127.0.0.1:9200', ['redis']))
      .to.include('127.0.0.1:9200')
      .and.include('Start that');
  });

  it('knows hosts and ports that are not to be had', () => {
    expect(explainText('getaddrinfo ENOTFOUND db', ['postgres']))
      .to.include('host "db"')
      .and.include('`env`');
    expect(explainText('Error: listen EADDRINUSE: address already in use :::3000', [])).to.include('--port 3000');
  });

  it('says nothing of other failures', () => {
    for (const text of ['Internal Server Error', 'TypeError: x is not a function', 'table reserved', '']) {
      expect(explainText(text, ['postgres', 'redis'])).to.equal(null);
    }
  });
});
