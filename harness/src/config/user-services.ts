export type UserServiceProvider = 'auto' | 'url' | 'embedded' | 'local' | 'docker';

/** Settings of every service. */
export interface UserService {
  readonly url?: string;
  readonly provider?: UserServiceProvider;
  /** The image that the provider `docker` runs. */
  readonly image?: string;
  /** Port of a server that Leakline starts, on 127.0.0.1. Default: any free port. */
  readonly port?: number;
}

/** `url`: default `DATABASE_URL`; without either, a server is started. `image`: default `postgres:17`. */
export interface UserPostgres extends UserService {
  /** `max_connections` of a server that Leakline starts. Default 100. */
  readonly maxConnections?: number;
  /**
   * SQL script or archive of pg_dump, relative to the configuration file. Every target's database starts with its
   * content.
   */
  readonly restore?: string;
}

/** MySQL or MariaDB. `url`: default `MYSQL_URL`, or a `DATABASE_URL` of MySQL. `image`: default `mariadb:11`. */
export interface UserMysql extends UserService {
  /** `max_connections` of a server that Leakline starts. Default 151. */
  readonly maxConnections?: number;
}

/** `url`: default `REDIS_URL`; without either, a server is started. `image`: default `redis:7-alpine`. */
export interface UserRedis extends UserService {
  /** `maxclients` of a server that Leakline starts. Default: the default of Redis. */
  readonly maxClients?: number;
}

/** The servers that targets need. `true` asks for a server with the defaults. */
export interface UserServices {
  readonly postgres?: boolean | UserPostgres;
  readonly mysql?: boolean | UserMysql;
  readonly redis?: boolean | UserRedis;
}
