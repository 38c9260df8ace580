import { expect } from 'chai';
import { installPackage, type Machine } from '../../../../src/platform/processes/install-package.js';

/** A machine with one package manager, which succeeds or not. */
function machineWith(manager: string, exitCode = 0): Machine & { readonly scripts: string[] } {
  const scripts: string[] = [];
  return {
    scripts,
    isRoot: true,
    run: async (script) => {
      scripts.push(script);
      const isSearch = script.startsWith('command -v');
      return {
        exitCode: isSearch ? Number(!script.endsWith(manager)) : exitCode,
        timedOut: false,
        how: `ended with code ${exitCode}`,
        output: 'no network',
        stdout: '',
      };
    },
  };
}

describe('installPackage', () => {
  it('tells the command and then runs it', async () => {
    const told: string[] = [];
    const machine = machineWith('apt-get');
    const { command } = await installPackage('redis', machine, (line) => told.push(line));
    expect(command).to.match(/^apt-get update && .*apt-get install -y --no-install-recommends redis-server$/);
    expect(told).to.deep.equal([command]);
    expect(machine.scripts.at(-1)).to.equal(command);
  });

  it('takes the package manager that is there', async () => {
    const { command } = await installPackage('redis', machineWith('apk'), () => undefined);
    expect(command).to.equal('apk add --no-cache redis');
  });

  it('installs nothing for an ordinary user', async () => {
    const machine = { ...machineWith('apt-get'), isRoot: false };
    const result = await installPackage('redis', machine, () => undefined);
    expect(result).to.deep.equal({ command: null, reason: 'not root, so nothing was installed' });
    expect(machine.scripts).to.deep.equal([]);
  });

  it('says what the package manager said when it fails', async () => {
    const { command, reason } = await installPackage('redis', machineWith('dnf', 100), () => undefined);
    expect(command).to.equal(null);
    expect(reason).to.include('ended with code 100').and.include('no network');
  });

  it('knows when there is no package manager', async () => {
    const { reason } = await installPackage('redis', machineWith('none'), () => undefined);
    expect(reason).to.include('none of apt-get, apk or dnf');
  });
});
