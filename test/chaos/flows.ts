import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** More than the flows need, so that a job fails only when something is wrong and not because chaos hit it often. */
const RETRY = { max: 20 };

/** The flows that chaos runs. */
export interface ChaosFlows {
  /** Reads all 64 books, page after page. */
  readonly books: string;
  /** Stands still for a while in the middle, so that something happens to it, then reads one page. */
  readonly waiting: string;
  /** Places one order by a step that may run only once; its row brings the key. */
  readonly order: string;
  /** Fills the log with thousands of lines. */
  readonly chatter: string;
}

/**
 * @param repository where the examples lie
 * @param shopUrl address of the counting shop
 */
export function chaosFlows(repository: string, shopUrl: string): ChaosFlows {
  const sample: unknown = JSON.parse(readFileSync(join(repository, 'examples', 'books.flow.json'), 'utf8'));
  if (typeof sample !== 'object' || sample === null) throw new Error('the sample is not a flow');
  return {
    books: JSON.stringify({ ...sample, name: 'Chaos: all books', retry: RETRY }),
    waiting: JSON.stringify({
      runwright: 1,
      name: 'Chaos: waits, then reads',
      retry: RETRY,
      steps: [
        { action: 'goto', url: '{{env.practice}}/books' },
        { action: 'waitFor', time: 4_000 },
        {
          action: 'extractList',
          items: [{ role: 'article' }],
          fields: { title: { target: [{ role: 'heading' }] } },
          dataset: 'books',
        },
      ],
    }),
    order: JSON.stringify({
      runwright: 1,
      name: 'Chaos: orders once',
      retry: RETRY,
      steps: [
        { action: 'goto', url: `${shopUrl}/order?key={{row.key}}` },
        { action: 'waitFor', time: 300 },
        { action: 'click', target: [{ role: 'button', name: 'Place the order' }], once: true },
        { action: 'assert', target: [{ role: 'heading' }], text: 'Thank you' },
        { action: 'waitFor', time: 500 },
      ],
    }),
    chatter: JSON.stringify({
      runwright: 1,
      name: 'Chaos: fills the log',
      retry: RETRY,
      steps: [
        { action: 'goto', url: `${shopUrl}/chatter` },
        { action: 'waitFor', time: 1_000 },
        { action: 'assert', target: [{ role: 'heading' }], text: 'Chatter' },
      ],
    }),
  };
}
