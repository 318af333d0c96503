import type { BulkAction, BulkProgress } from '../../../shared/job/demands.ts';
import { formatClock, formatCount, formatDue, plural } from '../../ui/format.ts';

interface Words {
  /** Of what is under way: `Retrying`. */
  readonly doing: string;
  /** Of what was done: `Retried`. */
  readonly done: string;
  /** What follows the number: ` until tomorrow 08:00`. */
  readonly rest: string;
}

function wordsOf(action: BulkAction, now: number): Words {
  switch (action.kind) {
    case 'cancel':
      return { doing: 'Cancelling', done: 'Cancelled', rest: '' };
    case 'retry':
      return { doing: 'Retrying', done: 'Retried', rest: '' };
    case 'resume':
      return action.from === 'failed_rows'
        ? { doing: 'Running the failed rows of', done: 'Ran the failed rows of', rest: ' again' }
        : { doing: 'Retrying', done: 'Retried', rest: ' from the failed step' };
    case 'runNow':
      return { doing: 'Moving forward', done: 'Moved forward', rest: '' };
    case 'setPriority': {
      const value = action.priority > 0 ? `+${action.priority}` : String(action.priority);
      return { doing: 'Setting the priority of', done: 'Set the priority of', rest: ` to ${value}` };
    }
    case 'tag':
      return { doing: 'Tagging', done: 'Tagged', rest: tagWords(action) };
    case 'delete':
      return { doing: 'Deleting', done: 'Deleted', rest: '' };
    case 'snooze':
      return { doing: 'Snoozing', done: 'Snoozed', rest: ` until ${dueWord(action.until, now)}` };
  }
}

function tagWords({ add, remove }: Extract<BulkAction, { kind: 'tag' }>): string {
  const words = [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)];
  return ` with ${words.join(' ')}`;
}

/** “Until in 15 min” is no English, and would count down: within the hour the clock time is meant. */
function dueWord(until: number, now: number): string {
  const due = formatDue(until, now);
  return due.startsWith('in ') ? formatClock(until, now) : due;
}

/**
 * How far a bulk operation is, or what it came to: one sentence.
 * @param now epoch milliseconds
 */
export function bulkSentence(
  { action, state, seen, changed, total, message }: BulkProgress,
  now: number,
): string {
  const { doing, done, rest } = wordsOf(action, now);
  switch (state) {
    case 'running':
      return `${doing} ${plural(total, 'job')}${rest}: ${formatCount(seen)} of ${formatCount(total)}`;
    case 'done':
      return changed === total
        ? `${done} ${plural(changed, 'job')}${rest}.`
        : `${done} ${formatCount(changed)} of ${formatCount(total)}${rest}; ${formatCount(total - changed)} did not fit.`;
    case 'stopped':
      return `Stopped: ${done.toLowerCase()} ${formatCount(changed)} of ${formatCount(total)}${rest}; the others stay as they were.`;
    case 'failed':
      return `${done} ${formatCount(changed)} of ${formatCount(total)}${rest}, then it failed: ${message}`;
  }
}
