import { describe, expect, it } from 'vitest';
import { harRows, MOST_REQUESTS } from '../../../../renderer/features/job/har-rows.ts';
import { howFacts } from '../../../../renderer/features/job/how-facts.ts';
import { previewKind } from '../../../../renderer/features/job/preview-kind.ts';

describe('an artifact', () => {
  it.each([
    ['download', 'photo.PNG', 'picture'],
    ['video', 'video.webm', 'video'],
    ['har', 'network.har', 'requests'],
    ['page', 'page.html', 'text'],
    ['download', 'drawing.svg', 'text'],
    ['page', 'page.pdf', null],
    ['trace', 'trace.zip', null],
    ['download', 'constructor', null],
    ['download', 'x.constructor', null],
  ] as const)('of the kind %s called %s is looked at as %s', (kind, name, how) => {
    expect(previewKind({ kind, name })).toBe(how);
  });
});

describe('a HAR file', () => {
  const entry = {
    time: 12.5,
    request: { method: 'GET', url: 'https://shop.example/' },
    response: { status: 200, content: { mimeType: 'text/html; charset=utf-8', size: 120 } },
  };

  it('becomes its requests, and what is no request is left out', () => {
    const unanswered = {
      request: { method: 'POST', url: 'https://shop.example/x' },
      response: { status: -1 },
    };
    const text = JSON.stringify({ log: { entries: [entry, 'nonsense', unanswered] } });
    expect(harRows(text)).toEqual({
      rows: [
        {
          method: 'GET',
          status: 200,
          url: 'https://shop.example/',
          type: 'text/html',
          bytes: 120,
          tookMs: 12.5,
        },
        { method: 'POST', status: 0, url: 'https://shop.example/x', type: '', bytes: null, tookMs: 0 },
      ],
      total: 3,
    });
  });

  it('is cut where it is too long for a table', () => {
    const entries = Array.from({ length: MOST_REQUESTS + 5 }, () => entry);
    const found = harRows(JSON.stringify({ log: { entries } }));
    expect([found?.rows.length, found?.total]).toEqual([MOST_REQUESTS, MOST_REQUESTS + 5]);
  });

  it.each(['', '{', '[]', '{"log":{}}'])('that is none (%s) has no requests', (text) => {
    expect(harRows(text)).toBeNull();
  });
});

describe('how a job runs', () => {
  it('is told even when it is as usual', () => {
    expect(howFacts(undefined)).toEqual({
      steps: 'all of them, one after another',
      'at a failure': 'as the flow says',
    });
  });

  it('is told part by part', () => {
    expect(howFacts({ from: '3', breakpoints: ['4', '4.2'], slowMs: 1500, holdMinutes: 1 })).toEqual({
      steps: 'from step 3 on',
      'stops before': '4, 4.2',
      'rest before each step': '1.5 s',
      'at a failure': 'the browser stays open for 1 minute',
    });
    expect(howFacts({ only: '2', holdMinutes: 0 })).toMatchObject({
      steps: 'step 2 alone',
      'at a failure': 'the browser is closed',
    });
  });
});
