import { describe, expect, it } from 'vitest';
import {
  firstMissing,
  installFailure,
  needsToolsNode,
  planDependencies,
} from '../../../build/bootstrap/dependencies.mjs';
import { nodeTooOld } from '../../../build/bootstrap/node-version.mjs';
import { exitCodeOf, onceAMoment } from '../../../build/bootstrap/supervise.mjs';

describe('the Node of the machine', () => {
  it('is refused in one sentence when it is too old, and taken otherwise', () => {
    expect(nodeTooOld('v18.20.0')).toMatch(
      /needs Node 20\.19 or newer.*this is v18\.20\.0; install a current Node/,
    );
    expect(nodeTooOld('v20.18.3')).toBeDefined();
    expect(nodeTooOld('v20.19.0')).toBeUndefined();
    expect(nodeTooOld('v26.1.0')).toBeUndefined();
  });

  it('hands over to Node 24 unless it is one already', () => {
    expect(needsToolsNode('20.20.2', {})).toBe(true);
    expect(needsToolsNode('26.0.0', {})).toBe(true);
    expect(needsToolsNode('24.1.0', {})).toBe(false);
  });

  it('hands over behind a proxy too, once, because fetch learns of the proxy only at the start', () => {
    expect(needsToolsNode('24.1.0', { HTTPS_PROXY: 'http://proxy' })).toBe(true);
    expect(needsToolsNode('24.1.0', { HTTPS_PROXY: 'http://proxy', NODE_USE_ENV_PROXY: '1' })).toBe(false);
  });
});

describe('the dependencies', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b-darwin': { version: '2.0.0', optional: true },
    },
  };
  const installed = (versions: Record<string, string>) => (folder: string) => versions[folder];

  it('are complete when every package of the lock file is there in its version', () => {
    expect(firstMissing(lock, installed({ 'node_modules/a': '1.0.0' }))).toBeUndefined();
  });

  it('are incomplete when a package is missing or has another version', () => {
    expect(firstMissing(lock, installed({}))).toBe('node_modules/a');
    expect(firstMissing(lock, installed({ 'node_modules/a': '1.0.1' }))).toBe('node_modules/a');
  });

  it('may lack an optional package for another system, but not have a wrong one', () => {
    const wrong = installed({ 'node_modules/a': '1.0.0', 'node_modules/b-darwin': '1.9.0' });
    expect(firstMissing(lock, wrong)).toBe('node_modules/b-darwin');
  });

  const right = { lockHash: 'h', stamp: 'h', missing: undefined, hasToolsNode: true };

  it('are installed when a package or Node 24 is missing, whatever the stamp says', () => {
    expect(planDependencies({ ...right, missing: 'node_modules/a' })).toBe('install');
    expect(planDependencies({ ...right, hasToolsNode: false })).toBe('install');
  });

  it('are left alone when all is right, also after an install by hand', () => {
    expect(planDependencies(right)).toBe('nothing');
    expect(planDependencies({ ...right, stamp: undefined })).toBe('stamp');
    expect(planDependencies({ ...right, stamp: 'older' })).toBe('stamp');
  });

  it('give one sentence with its mend when npm fails', () => {
    const network = installFailure(
      'npm error code ENOTFOUND\nnpm error network request to registry failed\n',
    );
    expect(network).toBe(
      "dependencies: npm ci failed (network request to registry failed); check the network connection and npm's registry and proxy settings, then start again",
    );
    const unlike = installFailure(
      'npm error code EUSAGE\nnpm error\nnpm error Missing: x from lock file, not in sync\n',
    );
    expect(unlike).toMatch(/package\.json and package-lock\.json do not agree; run npm install/);
  });
});

describe('a supervised program', () => {
  it('hands its exit code on, and a death by signal as the shell does', () => {
    expect(exitCodeOf(0, null)).toBe(0);
    expect(exitCodeOf(4, null)).toBe(4);
    expect(exitCodeOf(null, 'SIGTERM')).toBe(143);
    expect(exitCodeOf(null, 'SIGSEGV')).toBe(139);
  });

  it('gets a signal once when terminal and npm both send it, and again when the user means it', () => {
    const passed: string[] = [];
    let nowMs = 0;
    const pass = onceAMoment(
      (signal) => passed.push(signal),
      () => nowMs,
    );
    pass('SIGINT');
    nowMs = 20;
    pass('SIGINT');
    pass('SIGTERM');
    nowMs = 1500;
    pass('SIGINT');
    expect(passed).toEqual(['SIGINT', 'SIGTERM', 'SIGINT']);
  });
});
