import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobDetail } from '../../../shared/job/schema.ts';
import type { Visit } from '../../support/played-browsers.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(async () => {
  app = new AppBench();
  await app.start();
});
afterEach(() => app.dispose());

const PLAIN = { artifacts: { screenshots: 'never', trace: 'never' } };

function throwing(message: string, name = 'Error'): Visit {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}

const REFUSED = throwing('page.goto: net::ERR_CONNECTION_REFUSED at https://shop.example/');

/** How a page can fail, and what the failure is called. */
const FAILURES: readonly (readonly [category: string, retried: boolean, what: string, visit: Visit])[] = [
  [
    'TimeoutError',
    true,
    'a page that does not load in time',
    throwing('Timeout 30000ms exceeded.', 'TimeoutError'),
  ],
  ['NetworkError', true, 'a server that cannot be reached', REFUSED],
  [
    'BrowserError',
    true,
    'a browser that breaks down',
    throwing('page.goto: Target page, context or browser has been closed'),
  ],
  [
    'InvalidURLError',
    false,
    'an address that is none',
    throwing('page.goto: Protocol error (Page.navigate): Cannot navigate to invalid URL'),
  ],
  ['AuthenticationError', false, 'a page that wants a sign-in', () => 401],
  ['UnknownError', false, 'anything else', throwing('something odd')],
];

/** The pauses between the attempts of a job, milliseconds. */
function waitsOf({ attempts }: JobDetail): number[] {
  return attempts.slice(1).map(({ startedAt }, at) => startedAt - (attempts[at]?.finishedAt ?? 0));
}

describe.each(FAILURES)('%s (retryable: %s), as by %s,', (category, retried, _what, visit) => {
  it(retried ? 'is tried again' : 'is not tried again', async () => {
    app.browsers.visit = visit;
    const id = app.run([PAGE], PLAIN);
    await app.pass(500);
    const { job, attempts } = app.detail(id);
    expect(attempts[0]).toMatchObject({ outcome: 'failed', error: { category } });
    expect([job.state, job.retryCount]).toEqual(retried ? ['pending', 1] : ['failed', 0]);
    const { attempts: all } = retried ? await app.ended(id) : app.detail(id);
    expect(all).toHaveLength(retried ? 4 : 1);
  });
});

describe('a job whose pages fail', () => {
  it('is tried again after an UnknownError when its flow says so, and only then', async () => {
    app.browsers.visit = throwing('something odd');
    const patient = app.run([PAGE], { ...PLAIN, retry: { unknownErrors: true } });
    const plain = app.run([PAGE], PLAIN);
    expect((await app.ended(patient)).attempts).toHaveLength(4);
    expect(app.detail(plain).attempts).toHaveLength(1);
  });

  it('has at most 3 retries', async () => {
    app.browsers.visit = REFUSED;
    const detail = await app.ended(app.run([PAGE], PLAIN));
    expect(detail.job).toMatchObject({ state: 'failed', maxRetries: 3, retryCount: 3, attempt: 4 });
    await app.pass(60_000);
    expect(app.detail(detail.job.id).attempts).toHaveLength(4);
  });

  it('waits retryCount² seconds before each retry: 1, 4 and 9', async () => {
    app.browsers.visit = REFUSED;
    expect(waitsOf(await app.ended(app.run([PAGE], PLAIN)))).toEqual([1000, 4000, 9000]);
  });

  it('is failed when its last retry has failed, with the error of that one', async () => {
    let visits = 0;
    app.browsers.visit = (url) => {
      visits += 1;
      throw new Error(
        visits < 4 ? `net::ERR_CONNECTION_REFUSED at ${url}` : `net::ERR_EMPTY_RESPONSE at ${url}`,
      );
    };
    const { job, events, attempts } = await app.ended(app.run([PAGE], PLAIN));
    expect(job.error?.message).toBe('shop.example sent nothing. (ERR_EMPTY_RESPONSE)');
    expect(job.completedAt).toBe(attempts.at(-1)?.finishedAt);
    expect(events.map(({ kind }) => kind)).toEqual([
      'queued',
      ...Array(3).fill(['claimed', 'retry_scheduled']).flat(),
      'claimed',
      'failed',
    ]);
  });

  it('completes when a retry goes well, and the errors before stay with their attempts', async () => {
    let visits = 0;
    app.browsers.visit = (url) => {
      visits += 1;
      if (visits < 3) throw new Error(`net::ERR_CONNECTION_REFUSED at ${url}`);
      return undefined;
    };
    const { job, attempts } = await app.ended(app.run([PAGE], PLAIN));
    expect(job).toMatchObject({ state: 'completed', error: null });
    expect(attempts.map(({ error }) => error?.category ?? null)).toEqual([
      'NetworkError',
      'NetworkError',
      null,
    ]);
  });
});
