import { FIELDS } from './runner-site.ts';

/** Like against like: raw Playwright records no trace. The figures with one stand beside the bars. */
const NO_TRACE = { artifacts: { trace: 'never' } };

function flow(steps: readonly object[], more: object): object {
  return { runwright: 1, name: 'Benchmark', steps, ...more };
}

/** Open a page, click, read a text. @param trace as a new flow has it: kept when the job fails */
export function trivialFlow(origin: string, trace: boolean): object {
  const steps = [
    { action: 'goto', url: `${origin}/one` },
    { action: 'click', target: [{ css: '#go' }] },
    { action: 'extract', target: [{ css: '#told' }], as: 'told' },
  ];
  return flow(steps, trace ? {} : NO_TRACE);
}

/** 200 steps on one page, fill and click in turn. */
export function longFlow(origin: string, trace: boolean): object {
  const pairs = Array.from({ length: FIELDS }, (_, n) => [
    { action: 'fill', target: [{ css: `#f${n}` }], value: `text ${n}` },
    { action: 'click', target: [{ css: `#b${n}` }] },
  ]);
  return flow([{ action: 'goto', url: `${origin}/form` }, ...pairs.flat()], trace ? {} : NO_TRACE);
}

/** All rows of one long list. */
export function listFlow(origin: string): object {
  const fields = {
    title: { target: [{ css: 'b' }] },
    price: { target: [{ css: 'i' }], transform: 'number' },
    link: { target: [{ css: 'a' }], from: 'attribute', attribute: 'href' },
  };
  const extract = { action: 'extractList', items: [{ css: 'li' }], fields, dataset: 'books' };
  return flow([{ action: 'goto', url: `${origin}/list` }, extract], NO_TRACE);
}

/** Opens a page and stays there. */
export function stayingFlow(origin: string, ms: number): object {
  return flow(
    [
      { action: 'goto', url: `${origin}/one` },
      { action: 'waitFor', time: ms },
    ],
    NO_TRACE,
  );
}

/** Clicks without end. */
export function clickingFlow(origin: string): object {
  const click = { action: 'click', target: [{ css: '#go' }] };
  return flow(
    [
      { action: 'goto', url: `${origin}/clicks` },
      { action: 'repeat', times: 10_000, steps: [click] },
    ],
    NO_TRACE,
  );
}

/** Acts on a page that then does not want to end, and waits. */
export function hangingFlow(origin: string, path: 'endless' | 'unload' | 'download'): object {
  const click = { action: 'click', target: [{ css: '#go' }] };
  const acts = path === 'download' ? { ...click, action: 'download', timeout: 60_000 } : click;
  return flow(
    [
      { action: 'goto', url: `${origin}/${path}` },
      acts,
      { action: 'extract', target: [{ css: '#go' }], as: 'text', timeout: 60_000 },
      { action: 'waitFor', time: 60_000 },
    ],
    NO_TRACE,
  );
}
