import { expect } from 'chai';
import { createOutput, type OutputProcess } from '../../../src/report/output.js';

const terminal = { write: () => true, isTTY: true, columns: 90 };
const pipe = { write: () => true };
const processWith = (overrides: Partial<OutputProcess>): OutputProcess => ({
  stdout: pipe,
  stderr: terminal,
  env: {},
  platform: 'linux',
  ...overrides,
});

describe('createOutput', () => {
  it('judges each stream on its own', () => {
    const output = createOutput(processWith({}));
    expect([output.stdout.colors, output.stderr.colors]).to.deep.equal([false, true]);
    expect([output.stdout.columns, output.stderr.columns]).to.deep.equal([100, 90]);
  });

  it('honours NO_COLOR and FORCE_COLOR', () => {
    expect(createOutput(processWith({ env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).stderr.colors).to.equal(false);
    expect(createOutput(processWith({ env: { NO_COLOR: '' } })).stderr.colors).to.equal(true);
    expect(createOutput(processWith({ env: { FORCE_COLOR: '1' } })).stdout.colors).to.equal(true);
    expect(createOutput(processWith({ env: { FORCE_COLOR: '0' } })).stderr.colors).to.equal(false);
  });

  it('follows a window that is resized', () => {
    const stderr = { ...terminal };
    const output = createOutput(processWith({ stderr }));
    stderr.columns = 60;
    expect(output.stderr.columns).to.equal(60);
  });

  it('treats a dumb terminal as a pipe', () => {
    const output = createOutput(processWith({ env: { TERM: 'dumb' } }));
    expect([output.stderr.isTTY, output.unicode]).to.deep.equal([false, false]);
  });
});
