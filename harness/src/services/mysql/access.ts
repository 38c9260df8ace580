import type { ServiceAccess } from '../service-access.js';
import { limitedMysqlView } from '../service-messages.js';
import { limitQuestions } from './ask-read-only.js';
import { classifyMysqlError } from './classify-error.js';
import { connectMysql, type MysqlConnection } from './connection.js';
import { createMysqlObserver } from './observer.js';
import { readServerFacts } from './server-facts.js';

export const mysqlAccess: ServiceAccess<MysqlConnection> = {
  kind: 'mysql',
  connect: connectMysql,
  classify: classifyMysqlError,
  async readLimits(connection, onWarning) {
    const { user, seesAllSessions, ...limits } = await readServerFacts(connection);
    if (!seesAllSessions) onWarning('SERVICE_LIMITED_VIEW', limitedMysqlView(user));
    return limits;
  },
  async observe(connection, server) {
    await limitQuestions(connection);
    const { seesAllSessions } = await readServerFacts(connection);
    return createMysqlObserver(connection, server, seesAllSessions);
  },
};
