import { expect, test } from 'vitest';
import { type AttemptEnd, isKept, sourceWhen } from '../../../../electron/worker/recording/kept.ts';
import { type TraceGrounds, whyNotRecorded } from '../../../../electron/worker/trace-policy.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { Flow, When } from '../../../../shared/flow/schema.ts';

function flow(more: object = {}): Flow {
  const steps = [{ action: 'waitFor', time: 1 }];
  const parsed = parseFlow({ runwright: 1, name: 'Test', steps, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.flow;
}

test.each<[When, AttemptEnd[]]>([
  ['never', []],
  ['on-failure', ['failed']],
  ['always', ['completed', 'failed', 'cancelled']],
])('%s is kept of attempts that ended so: %j', (when, expected) => {
  const ends: AttemptEnd[] = ['completed', 'failed', 'cancelled', 'released'];
  expect(ends.filter((end) => isKept(when, end))).toEqual(expected);
});

test('a flow that says nothing pays for no video, no HAR file and no source at its end', () => {
  expect(flow().artifacts).toEqual({
    screenshots: 'on-failure',
    trace: 'on-failure',
    video: 'never',
    har: 'never',
    console: 'on-failure',
  });
});

test.each([
  [{}, 'on-failure'],
  [{ screenshots: 'never' }, 'never'],
  [{ screenshots: 'never', source: 'on-failure' }, 'on-failure'],
  [{ source: 'always' }, 'always'],
  [{ source: 'never' }, 'never'],
])('the source of a flow with %j is kept %s', (artifacts, expected) => {
  expect(sourceWhen(flow({ artifacts }).artifacts)).toBe(expected);
});

const PLAIN: TraceGrounds = { flow: flow(), called: new Map(), profile: null, hasSecrets: false };
const ASK = { action: 'ask', question: 'The code?', kind: 'text', as: 'code', secret: true };

test.each<[string, Partial<TraceGrounds>, string | null]>([
  ['nothing to hide', {}, null],
  ['secrets', { hasSecrets: true }, 'the job uses secrets, and a HAR file would hold them'],
  [
    'a profile',
    { profile: { name: 'shop', state: null } },
    'the job uses the profile “shop”, and a HAR file would hold its cookies',
  ],
  [
    'a called flow that asks for a secret',
    { called: new Map([['Called', flow({ steps: [ASK] })]]) },
    'a step asks a person for a secret, and a HAR file would hold it',
  ],
])('a job with %s: %s', (_name, grounds, expected) => {
  expect(whyNotRecorded('HAR file', { ...PLAIN, ...grounds })).toBe(expected);
});
