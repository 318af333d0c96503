import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FailureBench } from './failure-bench.ts';

let bench: FailureBench;

// Real jobs, one after another, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const ROWS = Array.from(
  { length: 4000 },
  (_, n) => `<tr><td>Book ${n}</td><td><button>Add ${n}</button></td></tr>`,
);

beforeAll(async () => {
  bench = await FailureBench.start({
    '/order': `<h1>Order</h1><label>E-mail address <input id="mail" placeholder="you@example.com"></label>
      <button id="place-order" data-testid="order-place">Place your order</button>
      <button>Cancel</button><a href="#">Place of delivery</a><div hidden><button>Place order later</button></div>`,
    '/shadow': `<shop-card></shop-card><script>customElements.define('shop-card', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Add to basket</button>'; } });</script>`,
    '/framed': '<h1>Outside</h1><iframe name="pay" src="/pay"></iframe>',
    '/pay': '<button>Pay now</button>',
    '/cards': ['Dune', 'Emma', 'Ulysses']
      .map(
        (name) => `<article><h2>${name}</h2><button>Buy</button><a href="#">More about ${name}</a></article>`,
      )
      .join(''),
    '/only': '<input type="password" aria-label="Geheim"><button>Los</button><select><option>a</select>',
    '/evil': '<button>Buy {{secret.password}}</button><button>Buy nothing</button>',
    '/late': `<div id="soon"></div><script>setTimeout(() => { soon.innerHTML = '<button>Continue to payment</button>'; }, 600)</script>`,
    '/huge': `<table>${ROWS.join('')}</table><button>Check out</button>`,
  });
});
afterAll(() => bench.stop());

const click = (...target: object[]): object => ({ action: 'click', target, timeout: 900 });

test('a button that was renamed is proposed with a candidate that finds it alone', async () => {
  const { suggestions } = await bench.failure('/order', [click({ role: 'button', name: 'Place order now' })]);
  expect(suggestions[0]).toMatchObject({
    candidate: { role: 'button', name: 'Place your order' },
    matches: 1,
    visible: true,
    reason: 'Its name “Place your order” is like “Place order now”, and it is a button too.',
  });
  expect(suggestions[0]?.box?.width).toBeGreaterThan(20);
  expect(suggestions.length).toBeLessThanOrEqual(5);
  expect(JSON.stringify(suggestions)).not.toContain('"Cancel"');
});

test('what the code calls an element finds it too: test ids, ids, fields by their label or placeholder', async () => {
  const byTestId = await bench.failure('/order', [click({ testId: 'place-order' })]);
  expect(byTestId.suggestions[0]?.candidate).toEqual({ role: 'button', name: 'Place your order' });
  const byCss = await bench.failure('/order', [click({ css: 'button#orderPlace' })]);
  expect(byCss.suggestions[0]?.candidate).toEqual({ role: 'button', name: 'Place your order' });
  const byLabel = await bench.failure('/order', [
    { action: 'fill', target: [{ label: 'Email' }], value: 'x', timeout: 900 },
  ]);
  expect(byLabel.suggestions[0]?.candidate).toEqual({ role: 'textbox', name: 'E-mail address' });
});

test('elements inside of shadow roots and frames are proposed as a flow can name them', async () => {
  const shadow = await bench.failure('/shadow', [click({ text: 'Add to cart' }, { css: '.add-to-basket' })]);
  expect(shadow.suggestions[0]?.candidate).toEqual({ role: 'button', name: 'Add to basket' });
  const framed = await bench.failure('/framed', [click({ role: 'button', name: 'Pay' })]);
  expect(framed.suggestions[0]).toMatchObject({
    candidate: { role: 'button', name: 'Pay now', frame: ['iframe[name="pay"]'] },
    matches: 1,
  });
  const wrongFrame = await bench.failure('/framed', [
    click({ role: 'heading', name: 'Outsid', frame: '#gone' }),
  ]);
  expect(wrongFrame.suggestions[0]?.candidate).toEqual({ role: 'heading', name: 'Outside' });
});

test('the only element of the wanted kind is proposed whatever its name', async () => {
  const { suggestions } = await bench.failure('/only', [click({ role: 'button', name: 'Continue' })]);
  expect(suggestions).toMatchObject([
    { candidate: { role: 'button', name: 'Los' }, reason: 'It is the only button of the page.' },
  ]);
});

test('a page that looks quite different gets no proposal at all', async () => {
  const { suggestions } = await bench.failure('/cards', [click({ text: 'Quarterly report' })]);
  expect(suggestions).toEqual([]);
});

test('an element that came too late is proposed for the next time', async () => {
  const { suggestions } = await bench.failure('/late', [
    { action: 'waitFor', time: 700 },
    click({ role: 'button', name: 'Continue to checkout' }),
  ]);
  expect(suggestions[0]?.candidate).toEqual({ role: 'button', name: 'Continue to payment' });
});

test('a page cannot write an expression into a flow', async () => {
  const { suggestions } = await bench.failure('/evil', [click({ role: 'button', name: 'Buy now' })]);
  expect(suggestions.map(({ candidate }) => candidate)).toEqual(
    [
      { role: 'button', name: 'Buy nothing' },
      { role: 'button', nth: 0 },
    ].slice(0, suggestions.length),
  );
  expect(JSON.stringify(suggestions.map(({ candidate }) => candidate))).not.toContain('{{');
});

test('several matches are all named, each with a candidate for it alone and its place', async () => {
  const failure = await bench.failure('/cards', [click({ text: 'Buy' })]);
  expect(failure).toMatchObject({
    error: { category: 'UnknownError' },
    expected: 'exactly one element: text "Buy"',
    matchCount: 3,
    suggestions: [],
  });
  expect(failure.matches.map(({ role, name, candidate }) => ({ role, name, candidate }))).toEqual(
    [0, 1, 2].map((nth) => ({ role: 'button', name: 'Buy', candidate: { text: 'Buy', nth } })),
  );
  const tops = failure.matches.map(({ box }) => box?.y ?? 0);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  const links = await bench.failure('/cards', [click({ role: 'link', name: 'More about' })]);
  expect(links.matches[1]?.candidate).toEqual({ role: 'link', name: 'More about Emma' });
});

test('inside of a loop the proposal lies in the loop’s element', async () => {
  const failures = await bench.failures(
    bench.job('/cards', [
      {
        action: 'forEach',
        in: { elements: [{ css: 'article' }] },
        as: 'card',
        steps: [click({ role: 'link', name: 'More on this', inside: 'card' })],
      },
    ]),
  );
  expect(failures[0]).toMatchObject({
    path: '2.1',
    target: { at: 'target', candidates: [{ role: 'link', name: 'More on this', inside: 'card' }] },
  });
  expect(failures[0]?.suggestions[0]?.candidate).toEqual({
    role: 'link',
    name: 'More about Dune',
    inside: 'card',
  });
});

test('the second target of a step is known by its place', async () => {
  const drag = await bench.failure('/order', [
    { action: 'drag', target: [{ css: '#mail' }], to: [{ css: '#none' }, { css: '#nowhere' }], timeout: 900 },
  ]);
  expect(drag.target).toEqual({ at: 'to', candidates: [{ css: '#none' }, { css: '#nowhere' }] });
});

test('a huge page is looked through as far as the time goes, and no further', async () => {
  const failure = await bench.failure('/huge', [click({ role: 'button', name: 'Add 17x' })]);
  // Also when the page was so slow that the step itself did not come to its end.
  expect(failure.target).toEqual({ at: 'target', candidates: [{ role: 'button', name: 'Add 17x' }] });
  expect(failure.expected).not.toBeNull();
  const isKnown = failure.suggestions.length > 0 || failure.missing.length > 0;
  expect(isKnown).toBe(true);
  const steps = bench.main.all('data').flatMap((data) => data.steps);
  const failedAt = steps.findLast(({ state }) => state === 'failed')?.finishedAt ?? 0;
  // All of it, with what a busy machine adds.
  expect(failure.at - failedAt).toBeLessThan(8000);
});

test('a healed step says which candidate worked, and what becomes of each candidate is told', async () => {
  const job = bench.job('/order', [
    {
      ...click({ css: '#old-button' }, { testId: 'order-place' }, { text: 'Place' }),
      id: 'place',
      timeout: 6000,
    },
    { action: 'fill', target: [{ label: 'E-mail' }], value: 'a@b.c' },
    click({ css: '#none' }),
  ]);
  await bench.main.run(job);
  const steps = bench.main.all('data').flatMap((data) => (data.jobId === job.jobId ? data.steps : []));
  const ended = steps.filter(({ finishedAt, targets }) => finishedAt !== null && targets !== undefined);
  expect(ended.map(({ path, candidate, targets }) => ({ path, candidate, targets }))).toEqual([
    {
      path: '2',
      candidate: 1,
      targets: [
        {
          step: 'place',
          at: 'target',
          candidates: ['css #old-button', 'test id "order-place"', 'text "Place"'],
          used: 1,
        },
      ],
    },
    {
      path: '3',
      candidate: 0,
      targets: [{ step: '3', at: 'target', candidates: ['label "E-mail"'], used: 0 }],
    },
    {
      path: '4',
      candidate: null,
      targets: [{ step: '4', at: 'target', candidates: ['css #none'], used: null }],
    },
  ]);
});

const NOTHING = { action: 'log', level: 'DEBUG', message: 'nothing' };

test('conditions and loops over elements tell which candidate found theirs, and heal aloud, once a run', async () => {
  const job = bench.job('/order', [
    {
      action: 'while',
      id: 'ask',
      limit: 3,
      condition: { visible: [{ css: '#old' }, { css: '#place-order' }] },
      steps: [{ action: 'if', condition: '{{var.index == 1}}', then: [{ action: 'break' }] }],
    },
    { action: 'if', condition: { visible: [{ css: '#none' }] }, then: [NOTHING] },
    { action: 'if', condition: { hidden: [{ css: '#none' }] }, then: [NOTHING] },
    {
      action: 'forEach',
      in: { elements: [{ css: '.card' }, { css: 'button' }] },
      as: 'card',
      steps: [NOTHING],
    },
  ]);
  await bench.main.run(job);
  const data = bench.main.all('data').filter(({ jobId }) => jobId === job.jobId);
  const ended = data.flatMap(({ steps }) => steps).filter(({ finishedAt }) => finishedAt !== null);
  expect(
    ended.flatMap(({ path, candidate, targets = [] }) =>
      targets.map(({ step, at, used }) => [path, candidate, step, at, used]),
    ),
  ).toEqual([
    ['2', 1, 'ask', 'condition.visible', 1],
    ['3', null, '3', 'condition.visible', null],
    ['5', 1, '5', 'in.elements', 1],
  ]);
  const healed = data.flatMap(({ lines }) => lines).filter(({ message }) => message.startsWith('Healed: '));
  expect(healed.map(({ step, message }) => [step, message])).toEqual([
    ['2', 'Healed: css #old was not found; candidate 2, css #place-order, was used.'],
    ['5', 'Healed: css .card was not found; candidate 2, css button, was used.'],
  ]);
});
