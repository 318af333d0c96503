import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/**
 * Expects that axe finds nothing on what the window shows now, in both themes: of the dark one, which differs in its colours alone,
 * only those are looked at.
 * @param screen what the screen is called when something is found
 * @param within a selector; only what is in it is looked at
 */
export async function expectNoFaults(page: Page, screen: string, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await faultsOf(builder(page, within)), `${screen}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faultsOf(builder(page, within).withRules(['color-contrast'])), `${screen}, dark`).toEqual([]);
}

function builder(page: Page, within: string | undefined): AxeBuilder {
  // Electron cannot open the second page in which axe would otherwise gather its results.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  return within === undefined ? axe : axe.include(within);
}

async function faultsOf(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
