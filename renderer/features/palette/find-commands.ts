import { type Command, GROUPS } from './command.ts';
import { fuzzyScore } from './fuzzy.ts';

/** More nobody reads; who wants another one types on. */
const MOST = 50;
/** What was chosen lately is meant sooner. */
const RECENT_BONUS = 15;

/**
 * The commands that fit what was typed, best first and by groups. With nothing typed those that were chosen last stand first, then
 * everything but the jobs and flows.
 */
export function findCommands(
  wanted: string,
  commands: readonly Command[],
  recent: readonly string[],
): Command[] {
  return wanted.trim() === '' ? unasked(commands, recent) : asked(wanted, commands, recent);
}

function unasked(commands: readonly Command[], recent: readonly string[]): Command[] {
  const lately = recent.flatMap((id) => commands.filter((command) => command.id === id));
  const others = commands.filter(
    ({ id, group }) => group !== 'flows' && group !== 'jobs' && !recent.includes(id),
  );
  return [...lately.map((command) => ({ ...command, group: 'recent' as const })), ...byGroup(others)].slice(
    0,
    MOST,
  );
}

function asked(wanted: string, commands: readonly Command[], recent: readonly string[]): Command[] {
  const scored = commands.flatMap((command) => {
    const score = scoreOf(wanted, command);
    if (score === null) return [];
    return [{ command, score: score + (recent.includes(command.id) ? RECENT_BONUS : 0) }];
  });
  const best = scored.sort((a, b) => b.score - a.score).slice(0, MOST);
  // The group of the best one comes first, so that Enter does what was meant.
  const order = [...new Set(best.map(({ command }) => command.group))];
  return order.flatMap((group) =>
    best.filter(({ command }) => command.group === group).map(({ command }) => command),
  );
}

/** Jobs were looked up by main: they fit, after what fits by its name. */
function scoreOf(wanted: string, { word, detail, group }: Command): number | null {
  const score = fuzzyScore(wanted, `${word} ${detail ?? ''}`);
  return group === 'jobs' ? (score ?? 0) : score;
}

function byGroup(commands: readonly Command[]): Command[] {
  return GROUPS.flatMap((group) => commands.filter((command) => command.group === group));
}
