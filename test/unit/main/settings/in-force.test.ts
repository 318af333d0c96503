import { expect, it } from 'vitest';
import { inForce, putInForce } from '../../../../electron/main/settings/in-force.ts';
import { SETTING_DEFAULTS } from '../../../../shared/settings/registry.ts';

it('gives every part the values of the moment in which it reads them', () => {
  const settings = { values: SETTING_DEFAULTS };
  const { queueSettings, retrySettings, poolSettings } = inForce(settings);
  const pool = poolSettings({ browsers: { headless: null, headed: null }, sandbox: true });
  settings.values = { ...SETTING_DEFAULTS, leaseMs: 90_000, retryJitter: 0.5, cancelGraceMs: 1, maxHeld: 0 };
  expect(queueSettings.leaseMs).toBe(90_000);
  expect({ ...retrySettings }).toEqual({ max: 3, backoffMs: 1000, jitter: 0.5 });
  expect([pool.deadMs, pool.cancelGraceMs, pool.maxHeld]).toEqual([90_000, 1, 0]);
});

it('tells workers and watches only what concerns them', () => {
  const asked: string[] = [];
  const listen = putInForce({
    supervisor: {
      configure(size) {
        asked.push(`configure ${size.workers}`);
        return { ...size, state: 'ok', reason: '', nextStartAt: null, drained: [] };
      },
      retune: () => asked.push('retune workers'),
    },
    sweeper: { retune: () => asked.push('retune sweeper'), resume: () => asked.push('spare') },
  });
  listen({ ...SETTING_DEFAULTS, workers: 5 }, ['workers']);
  listen(SETTING_DEFAULTS, ['maxRetries', 'language']);
  listen(SETTING_DEFAULTS, ['sweepMs']);
  listen(SETTING_DEFAULTS, ['heartbeatMs']);
  expect(asked).toEqual(['configure 5', 'retune sweeper', 'retune workers', 'spare']);
});
