import { test } from 'vitest';
import { Loopback } from '../support/loopback-bridge.ts';
import { createFixture, fixtureContract } from './ipc-fixture.ts';
import { ipcSuite, type SuitePair } from './ipc-suite.ts';

async function memoryPair(): Promise<SuitePair> {
  let bugs = 0;
  const main = new Loopback({
    contract: fixtureContract,
    ...createFixture(),
    onBug: () => {
      bugs += 1;
    },
  });
  return {
    async open(trusted) {
      const window = main.open({ trusted });
      return {
        bridge: () => window.bridge,
        reload: async () => window.reload(),
        close: async () => window.close(),
      };
    },
    bugs: async () => bugs,
    dispose: async () => main.dispose(),
  };
}

ipcSuite('in memory', memoryPair, test);
