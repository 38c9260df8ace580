import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../../src/platform/package-paths.js';
import { findClinic } from '../../../src/profile/clinic-command.js';

describe('findClinic', () => {
  it('finds the script of the clinic that a project has installed', () => {
    expect(findClinic(packageRoot)).to.match(/clinic[\\/]bin\.js$/);
  });

  it('says what to install where there is none', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'no-clinic-'));
    try {
      expect(() => findClinic(folder))
        .to.throw(/cannot be found from .*npm install --save-dev clinic/)
        .with.property('code', 'CLINIC_MISSING');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
