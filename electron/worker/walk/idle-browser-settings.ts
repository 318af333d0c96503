import { BrowserSettings, type Flow } from '../../../shared/flow/schema.ts';

const DEFAULTS = BrowserSettings.parse({});

/**
 * A called flow runs in the browser that its caller already has, so its own `browser` says nothing then.
 * @param used the settings of the flow that was queued
 * @returns one sentence that names the settings in which it wants something else; null = there are none
 */
export function idleBrowserSettings({ name, browser }: Flow, used: BrowserSettings): string | null {
  const idle = BrowserSettings.keyof().options.filter((key) => {
    const wanted = JSON.stringify(browser[key]);
    // What a flow leaves out, or says as everybody does, it does not insist on.
    return wanted !== JSON.stringify(DEFAULTS[key]) && wanted !== JSON.stringify(used[key]);
  });
  if (idle.length === 0) return null;
  const [noun, verb] = idle.length === 1 ? ['setting', 'does'] : ['settings', 'do'];
  return `The flow “${name}” runs in the browser of the flow that calls it: its own browser ${noun} ${idle.join(', ')} ${verb} not apply.`;
}
