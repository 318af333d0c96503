import type { FailureDetail } from '../../shared/job/failure.ts';

/** What is known of a failed click; every part can be changed. */
export function makeFailure(change: Partial<FailureDetail> = {}): FailureDetail {
  return {
    seq: 1,
    at: 1000,
    path: '2',
    action: 'click',
    title: 'Click “Buy”',
    error: { category: 'TimeoutError', message: 'No element was found.', mend: 'Look.', step: '2' },
    expected: 'an element: role button "Buy"',
    found: 'role button "Buy" matches nothing',
    page: { url: 'http://shop.test/', title: 'Shop' },
    target: { at: 'target', candidates: [{ role: 'button', name: 'Buy' }] },
    suggestions: [
      {
        candidate: { role: 'button', name: 'Buy now' },
        reason: 'Its name “Buy now” is like “Buy”.',
        matches: 1,
        visible: true,
        box: { x: 10, y: 20, width: 80, height: 30 },
      },
    ],
    matchCount: 0,
    matches: [],
    acted: null,
    viewport: { width: 1280, height: 720 },
    picture: 'failure-step-2.png',
    dom: 'failure-step-2.html',
    aria: '- button "Buy now"',
    console: [],
    requests: [],
    dialogs: [],
    missing: [],
    ...change,
  };
}
