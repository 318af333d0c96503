import type { DisplayState } from '../../../shared/job/state.ts';
import type { Settings } from '../../../shared/settings/schema.ts';
import { PLACE_KEYS } from '../../place-keys.ts';
import { Page } from '../../places.ts';
import { t } from '../../texts/index.ts';
import { STATE_META, STATE_ORDER } from '../../ui/state-meta.ts';
import type { Command } from './command.ts';

/** What the commands do. */
export interface PaletteDeeds {
  goTo(page: Page): void;
  newJob(): void;
  newFlow(): void;
  importFlows(): void;
  showKeys(): void;
  togglePause(): void;
  toggleFrozen(): void;
  showState(state: DisplayState | null): void;
  setTheme(theme: 'light' | 'dark' | 'auto'): void;
  setLanguage(language: Settings['language']): void;
  openData(): void;
  runSample(): void;
  markNoticesRead(): void;
}

interface Standing {
  readonly paused: boolean;
  readonly frozen: boolean;
}

/** The commands that are always there, in the present language. */
export function ownCommands(deeds: PaletteDeeds, standing: Standing): Command[] {
  return [...deedCommands(deeds, standing), ...placeCommands(deeds), ...stateCommands(deeds)];
}

function deedCommands(deeds: PaletteDeeds, { paused, frozen }: Standing): Command[] {
  const words = t().palette;
  const command = (id: string, word: string, run: () => void, keys?: readonly string[]): Command => ({
    id,
    group: 'commands',
    word,
    run,
    ...(keys === undefined ? {} : { keys }),
  });
  return [
    command('new job', words.newJob, deeds.newJob, ['n']),
    command('pause', paused ? words.resume : words.pause, deeds.togglePause, ['p']),
    command('import', words.import, deeds.importFlows, ['Ctrl O']),
    command('new flow', words.newFlow, deeds.newFlow),
    command('freeze', frozen ? words.unfreeze : words.freeze, deeds.toggleFrozen, ['f']),
    command('sample', words.sample, deeds.runSample),
    command('keys', words.keys, deeds.showKeys, ['?']),
    command('mark read', words.markRead, deeds.markNoticesRead),
    command('open data', words.openData, deeds.openData),
    command('theme light', words.light, () => deeds.setTheme('light')),
    command('theme dark', words.dark, () => deeds.setTheme('dark')),
    command('theme auto', words.auto, () => deeds.setTheme('auto')),
    command('language en', words.english, () => deeds.setLanguage('en')),
    command('language de', words.german, () => deeds.setLanguage('de')),
    command('language system', words.languageAuto, () => deeds.setLanguage('system')),
  ];
}

function placeCommands({ goTo }: PaletteDeeds): Command[] {
  return Page.options.map((page) => ({
    id: `go ${page}`,
    group: 'places',
    word: t().places[page],
    keys: ['g', PLACE_KEYS[page]],
    run: () => goTo(page),
  }));
}

function stateCommands({ showState }: PaletteDeeds): Command[] {
  const words = t().palette;
  return [
    {
      id: 'state all',
      group: 'states',
      word: words.allJobs,
      keys: ['g', 'a'],
      run: () => showState(null),
    },
    ...STATE_ORDER.map(
      (state): Command => ({
        id: `state ${state}`,
        group: 'states',
        word: words.show(words.states[state]),
        keys: ['g', STATE_META[state].key],
        run: () => showState(state),
      }),
    ),
  ];
}
