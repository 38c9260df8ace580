import { expect } from 'chai';
import type { RunningService } from '../../../src/model/service.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../../../src/services/provider-chain.js';
import { failureOf } from '../../fixtures/services/failure-of.js';

const works = (name: ServiceProvider['name']): ServiceProvider => ({
  name,
  start: async () => ({ description: `${name} 1.0` }) as RunningService,
});
const fails = (name: ServiceProvider['name'], error: Error): ServiceProvider => ({
  name,
  start: () => Promise.reject(error),
});

function recordingHooks(signal: AbortSignal = new AbortController().signal) {
  const tried: string[] = [];
  const warnings: string[] = [];
  const onWarning = (code: string, message: string) => void warnings.push(`${code}: ${message}`);
  return { tried, warnings, signal, onProviderTried: (name: string) => void tried.push(name), onWarning };
}

describe('selectProviders', () => {
  const offered = [works('url'), works('embedded'), works('local'), works('docker')];
  const namesFor = (provider: 'auto' | 'url' | 'docker', url: string | null) =>
    selectProviders('postgres', { provider, url }, offered).map(({ name }) => name);

  it('takes the URL alone when there is one', () => expect(namesFor('auto', 'postgres://db')).to.deep.equal(['url']));
  it('starts a server when there is none', () =>
    expect(namesFor('auto', null)).to.deep.equal(['embedded', 'local', 'docker']));
  it('takes the provider asked for, URL or not', () =>
    expect(namesFor('docker', 'postgres://db')).to.deep.equal(['docker']));

  it('refuses provider url without a URL', () => {
    expect(() => namesFor('url', null))
      .to.throw(HarnessError, "provider is 'url' but no URL")
      .with.property('code', 'CONFIG_INVALID');
  });

  it('refuses a provider that the service does not have', () => {
    const select = () => selectProviders('redis', { provider: 'embedded', url: null }, [works('local')]);
    expect(select).to.throw(HarnessError, "'embedded'").with.property('code', 'CONFIG_INVALID');
  });
});

describe('startFirstThatWorks', () => {
  it('goes on to the next provider and stops at the first that works', async () => {
    const hooks = recordingHooks();
    const providers = [fails('embedded', new Error('no build')), works('local'), works('docker')];
    const service = await startFirstThatWorks('postgres', providers, hooks);
    expect(service.description).to.equal('local 1.0');
    expect(hooks.tried).to.deep.equal(['embedded', 'local']);
  });

  it('warns where another server stands in for the embedded one, and says why', async () => {
    const hooks = recordingHooks();
    await startFirstThatWorks('postgres', [fails('embedded', new Error('no build')), works('local')], hooks);
    expect(hooks.warnings).to.have.length(1);
    expect(hooks.warnings[0])
      .to.match(/^SERVICE_FALLBACK: PostgreSQL is local 1\.0/)
      .and.include('no build')
      .and.include("set services.postgres.provider to 'local'");
  });

  it('warns of no other', async () => {
    const hooks = recordingHooks();
    await startFirstThatWorks('redis', [fails('local', new Error('not on PATH')), works('docker')], hooks);
    expect(hooks.warnings).to.deep.equal([]);
  });

  it('does not fall past a URL that fails', async () => {
    const hooks = recordingHooks();
    const refused = new HarnessError('SERVICE_REFUSED', 'refused');
    const failure = await failureOf(startFirstThatWorks('redis', [fails('url', refused), works('local')], hooks));
    expect(failure).to.equal(refused);
    expect(hooks.tried).to.deep.equal(['url']);
  });

  it('names each provider, its reason and the command to run when none works', async () => {
    const providers = [fails('local', new Error('no `redis-server` on PATH')), fails('docker', new Error('no engine'))];
    const failure = await failureOf(startFirstThatWorks('redis', providers, recordingHooks()));
    expect(failure).to.have.property('code', 'SERVICE_UNAVAILABLE');
    expect(failure.message)
      .to.include('local: no `redis-server` on PATH')
      .and.include('docker: no engine')
      .and.include('apt-get install -y redis-server')
      .and.include('leakline setup');
  });

  it('gives the reason alone when Docker was asked for by name', async () => {
    const failure = await failureOf(
      startFirstThatWorks('redis', [fails('docker', new Error('no engine'))], recordingHooks()),
    );
    expect(failure).to.have.property('code', 'SERVICE_UNAVAILABLE');
    expect(failure.message).to.equal("Redis could not be started with services.redis.provider 'docker': no engine");
  });

  it('stops trying when aborted, with the reason of the abort', async () => {
    const controller = new AbortController();
    const hooks = recordingHooks(controller.signal);
    const reason = new Error('Ctrl-C');
    const aborts: ServiceProvider = {
      name: 'embedded',
      start: async () => {
        controller.abort(reason);
        throw new Error('killed');
      },
    };
    expect(await failureOf(startFirstThatWorks('postgres', [aborts, works('local')], hooks))).to.equal(reason);
    expect(hooks.tried).to.deep.equal(['embedded']);
  });
});
