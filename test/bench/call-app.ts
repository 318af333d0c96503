import type { Page } from '@playwright/test';
import type { AppContract } from '../../shared/ipc/contract.ts';
import type { CallInput, CallName } from '../../shared/ipc/define.ts';
import { Reply } from '../../shared/ipc/envelope.ts';

/** Calls the app as the window does; what comes back is read by the caller. */
export async function callApp<K extends CallName<AppContract>>(
  page: Page,
  name: K,
  input: Record<string, unknown> & Partial<CallInput<AppContract, K>>,
): Promise<unknown> {
  const reply = Reply.parse(
    await page.evaluate(([n, i]) => window.runwright?.call({ name: n, input: i }), [name, input] as const),
  );
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value;
}
