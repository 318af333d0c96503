import type { Page } from '@playwright/test';

/** What is pressed, and by what the list shows that it has done it. */
export interface Act {
  /** CSS selector of what is pressed. */
  readonly press: string;
  /** Text that must stand in every shown row; empty = any rows. */
  readonly every: string;
  /** What is typed into a field, instead of pressing it. */
  readonly type?: string;
}

/**
 * Presses something in the window and waits until rows that answer it are painted: milliseconds, measured in the window itself.
 * @throws when that takes over 30 s
 */
export function untilPainted(page: Page, act: Act): Promise<number> {
  return page.evaluate(async ({ press, every, type }) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const rows = (): Element[] =>
      [...document.querySelectorAll('[role="grid"] [role="row"][aria-rowindex]')].slice(1);
    const before = new Set(rows());
    const texts = new Map([...before].map((row) => [row, row.textContent]));
    const isNew = (): boolean => rows().some((row) => !before.has(row) || texts.get(row) !== row.textContent);
    const fits = (): boolean =>
      rows().length > 4 && rows().every((row) => row.textContent?.includes(every) === true);
    const element = document.querySelector<HTMLElement>(press);
    if (element === null) throw new Error(`there is no ${press}`);
    const from = performance.now();
    if (type === undefined) element.click();
    else if (element instanceof HTMLInputElement) {
      element.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(element, type);
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // What was typed is taken in before Enter is heard.
      await Promise.resolve();
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }
    while (!isNew() || !fits()) {
      if (performance.now() - from > 30_000) throw new Error(`${press} was not answered within 30 s`);
      await frame();
    }
    // The second frame begins when the first one is painted.
    await frame();
    return performance.now() - from;
  }, act);
}

/** Scrolls the list there and back for so long; gives the length of every frame, milliseconds. */
export function scroll(page: Page, ms: number): Promise<number[]> {
  return page.evaluate(async (forMs) => {
    const grid = document.querySelector('[role="grid"]');
    const scrolls = (element: Element | null): Element | null =>
      element === null || element.scrollHeight > element.clientHeight + 10
        ? element
        : scrolls(element.parentElement);
    const list = scrolls(grid);
    if (list === null) throw new Error('the list does not scroll');
    const frames: number[] = [];
    const from = performance.now();
    let [last, by] = [from, 400];
    while (last - from < forMs) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
      const end = list.scrollHeight - list.clientHeight;
      if (list.scrollTop + by > end || list.scrollTop + by < 0) by = -by;
      list.scrollTop += by;
    }
    return frames.slice(2);
  }, ms);
}

/** What the window's main thread went through while it was watched. */
export interface Strain {
  /** Tasks over 50 ms, each its milliseconds. */
  readonly longTasks: readonly number[];
  /** From a key to the paint that answers it, milliseconds. */
  readonly inputs: readonly number[];
}

/** Begins to watch the window's main thread; `strain` gives what it went through and ends that. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { longTasks: [] as number[], inputs: [] as number[] };
    Reflect.set(window, 'strain', seen);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    window.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => seen.inputs.push(performance.now() - timeStamp)),
        ),
      { capture: true },
    );
  });
}

/** What was seen since `watch`. */
export function strain(page: Page): Promise<Strain> {
  return page.evaluate(() => Reflect.get(window, 'strain'));
}

/** Bytes of the window's JavaScript heap, after a collection. */
export async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  } finally {
    await session.detach();
  }
}
