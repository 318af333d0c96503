import { expect, test } from 'vitest';
import { BrowserLedger } from '../../../electron/worker/browser-ledger.ts';
import type { FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import { systemRandom } from '../../../shared/random.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

function setUp() {
  const sent: FromWorker[] = [];
  const clock = new FakeClock();
  const ledger = new BrowserLedger((message) => sent.push(message), systemRandom, clock, '/tmp/w1');
  return { sent, clock, ledger };
}

test('a browser is announced with a fresh token and may start only when main has written it down', async () => {
  const { sent, clock, ledger } = setUp();
  let token = '';
  const announced = ledger.announce().then((given) => {
    token = given;
  });
  const [starting] = sent;
  if (starting?.kind !== 'browserStarting') throw new Error('nothing was announced');
  expect(starting).toMatchObject({ profileDir: '/tmp/w1', browser: expect.stringMatching(/^[0-9a-f]{32}$/) });
  ledger.allowed('another');
  await settle();
  expect(token).toBe('');
  ledger.allowed(starting.browser);
  await announced;
  expect([token, clock.pending]).toEqual([starting.browser, 0]);
});

test('without an answer nothing is started, and main hears that', async () => {
  const { sent, clock, ledger } = setUp();
  const announced = expect(ledger.announce()).rejects.toThrow('did not answer in time');
  clock.advance(15_000);
  await announced;
  expect(sent.map(({ kind }) => kind)).toEqual(['browserStarting', 'browserClosed']);
});
