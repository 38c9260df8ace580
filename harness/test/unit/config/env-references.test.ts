import { expect } from 'chai';
import { failureOf, resolve } from './minimal-config.js';

const config = (env: Readonly<Record<string, string>>, services = {}) => ({
  targets: [{ name: 'app', command: 'node server.js', env }],
  endpoints: ['GET /'],
  services,
});

describe('names of services in the environment of a target', () => {
  it('are accepted where the configuration asks for the service', () => {
    const env = { DB_HOST: '${postgres.host}', SELF: '${port}', HOME_OF: '${HOME} ${redis}' };
    const [target] = resolve(config(env, { postgres: true })).targets;
    expect(target?.launch).to.deep.include({ env });
  });

  it('are a problem where it does not, all of them at once', () => {
    const failure = failureOf(config({ A: '${postgres.host}', B: '${redis.password} ${postgres.url}' }));
    expect(failure).to.include('CONFIG_INVALID').and.include('3 problems');
    expect(failure).to.include(
      'target "app", env A: ${postgres.host}: postgres is not among "services"; add services: { postgres: true }',
    );
    expect(failure).to.include('env B: ${redis.password}: redis is not among "services"');
  });

  it('are a problem where there is no such part, with the nearest one', () => {
    const failure = failureOf(config({ A: '${postgres.hots}', B: '${db.host}', C: '${redis.}' }, { postgres: true }));
    expect(failure).to.include('env A: ${postgres.hots}: unknown; did you mean "postgres.host"?');
    expect(failure).to.include('env B: ${db.host}: unknown; ').and.include('For the text itself write $${db.host}');
    expect(failure).to.include('env C: ${redis.}: unknown');
  });

  it('can be meant as text', () => {
    expect(() => resolve(config({ A: '$${db.host} $${postgres.host}' }))).to.not.throw();
  });
});
