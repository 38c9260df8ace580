import { expect } from 'chai';
import type { ConnectFailure } from '../../../src/model/services/service-definition.js';
import { classifyMysqlError } from '../../../src/services/mysql/classify-error.js';
import { classifyPostgresError } from '../../../src/services/postgres/classify-error.js';
import { classifyRedisError } from '../../../src/services/redis/classify-error.js';
import { connectFailed } from '../../../src/services/service-messages.js';

const withCode = (code: string, message = 'some text') => Object.assign(new Error(message), { code });

describe('classifyMysqlError', () => {
  const cases: readonly (readonly [Error, ConnectFailure])[] = [
    [withCode('ECONNREFUSED'), 'refused'],
    [withCode('ER_ACCESS_DENIED_ERROR'), 'wrong-credentials'],
    [withCode('ER_DBACCESS_DENIED_ERROR'), 'not-admitted'],
    [withCode('ER_CON_COUNT_ERROR'), 'exhausted'],
    [withCode('ER_USER_LIMIT_REACHED'), 'exhausted'],
    [withCode('ER_BAD_DB_ERROR'), 'no-database'],
    [withCode('ETIMEDOUT', 'connect ETIMEDOUT'), 'timeout'],
    [new Error('something else'), 'other'],
  ];
  for (const [error, expected] of cases) {
    it(`takes ${'code' in error ? error.code : error.message} for ${expected}`, () => {
      expect(classifyMysqlError(error)).to.equal(expected);
    });
  }
});

describe('classifyPostgresError', () => {
  const cases: readonly (readonly [Error, ConnectFailure])[] = [
    [withCode('ECONNREFUSED'), 'refused'],
    [withCode('ENOTFOUND'), 'unreachable'],
    [withCode('28P01'), 'wrong-credentials'],
    [withCode('28000'), 'wrong-credentials'],
    [withCode('28000', 'no pg_hba.conf entry for host "127.0.0.1"'), 'not-admitted'],
    [withCode('42501'), 'not-admitted'],
    [withCode('53300'), 'exhausted'],
    [withCode('3D000'), 'no-database'],
    [withCode('57P03'), 'starting-up'],
    [new Error('timeout expired'), 'timeout'],
    [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'wrong-credentials'],
    [new Error('Connection terminated unexpectedly'), 'other'],
  ];
  for (const [error, failure] of cases) {
    it(`reads '${'code' in error ? error.code : error.message}' as ${failure}`, () =>
      expect(classifyPostgresError(error)).to.equal(failure));
  }
});

describe('classifyRedisError', () => {
  const cases: readonly (readonly [Error, ConnectFailure])[] = [
    [withCode('ECONNREFUSED'), 'refused'],
    [new Error('ERR max number of clients reached'), 'exhausted'],
    [new Error('WRONGPASS invalid username-password pair or user is disabled.'), 'wrong-credentials'],
    [new Error('NOAUTH Authentication required.'), 'wrong-credentials'],
    [new Error("NOPERM User app has no permissions to run the 'client|list' command"), 'not-permitted'],
    [new Error('LOADING Redis is loading the dataset in memory'), 'starting-up'],
    [new Error('Connection timeout'), 'timeout'],
    [new Error('Socket closed unexpectedly'), 'other'],
  ];
  for (const [error, failure] of cases) {
    it(`reads '${'code' in error ? error.code : error.message}' as ${failure}`, () =>
      expect(classifyRedisError(error)).to.equal(failure));
  }
});

describe('connectFailed', () => {
  it('shows what failed, the URL without its password, the cause and the next step', () => {
    const url = 'postgres://ann:s3cret@db:5432/shop';
    const error = connectFailed('postgres', url, 'exhausted', new Error('sorry, too many clients already'));
    expect(error.code).to.equal('SERVICE_EXHAUSTED');
    expect(error.message)
      .to.include('postgres://ann:***@db:5432/shop')
      .and.include('sorry, too many clients already')
      .and.include('DATABASE_URL')
      .and.not.include('s3cret');
  });

  it('shows the code of an error without text', () => {
    const cause = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    expect(connectFailed('redis', 'redis://localhost', 'refused', cause).message).to.include('(ECONNREFUSED)');
  });
});
