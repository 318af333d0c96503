import type {
  Choice,
  ClickOptions,
  ElementTrait,
  Found,
  Offset,
  ReadSpec,
} from '../../../../shared/actions/page-port.ts';
import { typingMs } from '../../../../shared/actions/type.ts';
import { type Target, targetText } from '../../../../shared/flow/target.ts';
import { locatorOf } from '../locate.ts';
import { hasTrait, readItems } from '../page-scripts.ts';
import { MAX_READ_CHARS, tooMuchToRead } from '../read-list.ts';
import { ONE_ATTACHED, ONE_VISIBLE, type PortCore } from './core.ts';

export function click(core: PortCore, target: Target, options: ClickOptions): Promise<Found> {
  const { button, count, modifiers, position } = options;
  return core.act(target, ONE_VISIBLE, async (element, bounds) => {
    const clicking = element.click({
      button,
      clickCount: count,
      ...(modifiers === undefined ? {} : { modifiers: [...modifiers] }),
      ...(position === undefined ? {} : { position }),
      ...bounds,
    });
    await clicking.catch((error: unknown) => {
      if (!closedItsWindow(core, error)) throw error;
    });
  });
}

/** A button that closes its own window was clicked, although nobody is left to say so; the steps go on in another window. */
function closedItsWindow({ browsing }: PortCore, error: unknown): boolean {
  const wasPerformed = error instanceof Error && error.message.includes('performing click action');
  return wasPerformed && error.message.includes('has been closed') && browsing.context.pages().length > 0;
}

/** Key by key; the typing itself may take longer than the step's time. */
export function type(core: PortCore, target: Target, text: string, delayMs: number): Promise<Found> {
  return core.act(
    target,
    ONE_VISIBLE,
    (element, bounds) => element.pressSequentially(text, { delay: delayMs, ...bounds }),
    typingMs(text, delayMs),
  );
}

export async function press(core: PortCore, key: string, target?: Target): Promise<Found | null> {
  if (target !== undefined) {
    return core.act(target, ONE_VISIBLE, (element, bounds) => element.press(key, bounds));
  }
  core.browsing.acts();
  await core.guard(() => core.page.keyboard.press(key));
  return null;
}

export function select(core: PortCore, target: Target, choice: Choice): Promise<Found> {
  const options = optionsOf(choice);
  // A styled list often hides the real one.
  return core.act(target, ONE_ATTACHED, (element, bounds) => element.selectOption(options, bounds));
}

function optionsOf({ value, label, index }: Choice): { value?: string; label?: string; index?: number }[] {
  if (value !== undefined) return [value].flat().map((each) => ({ value: each }));
  if (label !== undefined) return [label].flat().map((each) => ({ label: each }));
  return [index ?? 0].flat().map((each) => ({ index: each }));
}

const DRAG_STEPS = 10;

/** Drags an element onto another one, or so far. The button never stays down. */
export async function drag(
  core: PortCore,
  target: Target,
  to: { target: Target } | { by: Offset },
): Promise<Found> {
  if ('target' in to) {
    const { locator } = await core.find(to.target, ONE_VISIBLE);
    return core.act(target, ONE_VISIBLE, (element, bounds) => element.dragTo(locator, bounds));
  }
  const { mouse } = core.page;
  return core.act(target, ONE_VISIBLE, async (element, bounds) => {
    await element.hover(bounds);
    const box = await element.boundingBox(bounds);
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await mouse.down();
    try {
      await mouse.move(x + to.by.x, y + to.by.y, { steps: DRAG_STEPS });
    } finally {
      await mouse.up();
    }
  });
}

/** Null when the element has no such attribute or value. */
export async function read(
  core: PortCore,
  target: Target,
  { from, attribute, link }: ReadSpec,
): Promise<Found & { value: string | null }> {
  let value: string | null = null;
  const field = { from, attribute: attribute ?? null, link: link === true, candidates: [] };
  const found = await core.onElement(target, ONE_ATTACHED, async (element, bounds) => {
    await element.waitFor({ state: 'attached', ...bounds });
    const wanted = { fields: [field], store: null, skip: 0, most: MAX_READ_CHARS };
    const { rows, tooLong } = await element.evaluateAll(readItems, wanted);
    if (tooLong !== undefined) throw tooMuchToRead(targetText(target), MAX_READ_CHARS);
    value = rows[0]?.[0] ?? null;
  });
  return { ...found, value };
}

/** Looks once: the first element of the first candidate that matches any. */
export async function has(core: PortCore, target: Target, trait: ElementTrait): Promise<boolean> {
  for (const candidate of target) {
    const all = locatorOf(core.page, candidate);
    const found = await core.guard(() => all.evaluateAll(hasTrait, trait));
    if (found !== null) return found;
  }
  return false;
}
