import { expect } from 'chai';
import { acceptRates } from '../../../src/config/accept-rates.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { ResolvedConfig } from '../../../src/config/resolved-config.js';
import { selectEndpoints } from '../../../src/config/select-endpoints.js';
import type { UserConfig } from '../../../src/config/user-config.js';

const environment = { API_TOKEN: 'env-secret-word', APP: 'orders' };
const context = { configFile: null, cwd: '/work', environment };
const endpoints = ['GET /a?token=first', 'GET /a?token=second', 'GET /orders/env-secret-word', 'GET /plain?n={n}'];
const ids = ['GET /a?token=***', 'GET /a?token=*** (2)', 'GET /orders/***', 'GET /plain?n={n}'];

const resolve = (changes: Partial<UserConfig> = {}): ResolvedConfig =>
  resolveConfig({ targets: [{ name: 'orders', command: 'node .' }], endpoints, ...changes }, {}, context);

const idsOf = ({ targets }: ResolvedConfig): readonly string[] =>
  targets.flatMap((target) => target.endpoints.map(({ id }) => id));

describe('names in a resolved configuration', () => {
  it('hold no secrets, stay apart, and keep what is only neutral', () => {
    const config = resolve();
    expect(idsOf(config)).to.deep.equal(ids);
    expect(config.targets[0]?.name).to.equal('orders');
  });

  it('leave the requests as they were written', () => {
    const steps = resolve().targets[0]?.endpoints.map((endpoint) => endpoint.steps[0]?.path);
    expect(steps).to.deep.equal(endpoints.map((endpoint) => endpoint.replace('GET ', '')));
  });

  it('are the same wherever the secret comes from', () => {
    const elsewhere = resolveConfig(
      { targets: [{ name: 'orders', command: 'node .' }], endpoints: ['GET /a?token=env-secret-word'] },
      {},
      context,
    );
    expect(idsOf(elsewhere)).to.deep.equal(['GET /a?token=***']);
  });

  it('are found as written and as shown', () => {
    expect(idsOf(selectEndpoints(resolve(), ['GET /a?token=second']))).to.deep.equal(['GET /a?token=*** (2)']);
    expect(idsOf(selectEndpoints(resolve(), ['GET /a?token=*** (2)']))).to.deep.equal(['GET /a?token=*** (2)']);
  });

  it('are listed without secrets where one is not found', () => {
    expect(() => selectEndpoints(resolve(), ['GET /b'])).to.throw(/^(?![\s\S]*(first|second))[\s\S]*\*\*\*/);
  });

  it('are found by a baseline from before they were masked', () => {
    const rates = { target: 'orders', date: '2026-01-01', rates: [] };
    const accepted = [...endpoints, 'GET /gone?token=third'].map((endpoint) => ({ ...rates, endpoint }));
    const { baseline } = acceptRates(resolve(), accepted).analysis;
    expect(baseline?.map(({ endpoint }) => endpoint)).to.deep.equal([...ids, 'GET /gone?token=***']);
  });

  it('are what invariants count', () => {
    const invariant = { name: 'rows', shell: 'echo 1', equals: 'GET /a?token=second' };
    const [kept] = resolve({ invariants: [invariant] }).targets[0]?.invariants ?? [];
    expect(kept?.expected)
      .to.include({ kind: 'requests' })
      .and.deep.include({ endpoints: ['GET /a?token=*** (2)'] });
  });

  it('tell no secret of the environment when they are wrong', () => {
    const twice = () => resolve({ endpoints: ['GET /env-secret-word', 'GET /env-secret-word'] });
    expect(twice).to.throw(/^(?![\s\S]*env-secret-word)[\s\S]*\[API_TOKEN\]/);
  });
});
