import { Modal, useMantineColorScheme } from '@mantine/core';
import '../../ui/mantine-modal.ts';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useJobs, useQueue } from '../jobs/index.ts';
import type { Command } from './command.ts';
import { findCommands } from './find-commands.ts';
import { ownCommands, type PaletteDeeds } from './own-commands.ts';
import classes from './palette.module.css';
import { PaletteList } from './palette-list.tsx';
import { recentIds, rememberId } from './recent.ts';
import { useFound } from './use-found.ts';

export interface PaletteProps {
  onClose: () => void;
  deeds: Omit<PaletteDeeds, 'setTheme'>;
  onOpenJob: (id: JobId) => void;
  onRunFlow: (id: FlowId) => void;
  onEditFlow: (id: FlowId) => void;
}

/** Everything that can be done or opened, by typing some of its letters. It is drawn while it is open only. */
export function Palette(props: PaletteProps) {
  const { onClose } = props;
  // The focus goes back before a command runs, so that what it opens finds it where it was.
  const [cameFrom] = useState(() => document.activeElement);
  const close = (): void => {
    onClose();
    if (cameFrom instanceof HTMLElement) cameFrom.focus();
  };
  return (
    <Modal.Root
      opened
      onClose={close}
      size={560}
      lockScroll={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      yOffset="12vh"
      classNames={{ overlay: classes.overlay ?? '', content: classes.content ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Title className="visually-hidden">{t().palette.title}</Modal.Title>
        <Chooser
          {...props}
          onChosen={(command) => {
            rememberId(localStorage, command.id);
            close();
            command.run();
          }}
        />
      </Modal.Content>
    </Modal.Root>
  );
}

function Chooser({
  onChosen,
  ...props
}: Omit<PaletteProps, 'onClose'> & { onChosen: (command: Command) => void }) {
  const words = t().palette;
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const { commands, fault } = useCommands(wanted, props);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const shownAt = Math.min(at, commands.length - 1);
  const idOf = (index: number): string => `${listId}-${index}`;
  useLayoutEffect(() => {
    document.getElementById(`${listId}-${shownAt}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, shownAt]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextPlace(event.key, shownAt, commands.length);
    if (event.key === 'Enter') {
      event.preventDefault();
      const command = commands[shownAt];
      if (command !== undefined && !event.nativeEvent.isComposing) onChosen(command);
    } else if (to !== null) {
      event.preventDefault();
      setAt(to);
    }
  };
  return (
    <>
      <div className={classes.search}>
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <input
          data-autofocus
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={words.title}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={commands.length > 0 ? idOf(shownAt) : undefined}
          placeholder={words.hint}
          spellCheck={false}
          maxLength={200}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} className={classes.list}>
        <PaletteList id={listId} idOf={idOf} commands={commands} at={shownAt} onChosen={onChosen} />
        {commands.length === 0 && <p className={classes.note}>{words.none}</p>}
        {fault !== null && <p className={classes.note}>{words.failed(safeText(fault, 300))}</p>}
      </div>
      <p className="visually-hidden" role="status">
        {words.found(commands.length)}
      </p>
    </>
  );
}

/** The row that a key goes to; null = the key does not move. */
function nextPlace(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return count === 0 ? 0 : (at + 1) % count;
    case 'ArrowUp':
      return count === 0 ? 0 : (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, at + 8);
    case 'PageUp':
      return Math.max(0, at - 8);
    default:
      return null;
  }
}

function useCommands(
  wanted: string,
  { deeds, onOpenJob, onRunFlow, onEditFlow }: Omit<PaletteProps, 'onClose'>,
): { readonly commands: Command[]; readonly fault: string | null } {
  const paused = useQueue((queue) => queue.paused === true);
  const frozen = useJobs((s) => s.frozen);
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { flows, jobs, fault } = useFound(wanted);
  const [recent] = useState(() => recentIds(localStorage));
  const words = t().palette;
  const found = flows.flatMap(({ id, name }): Command[] => [
    {
      id: `run flow ${id}`,
      group: 'flows',
      word: words.run(safeText(name, 120)),
      run: () => onRunFlow(id),
    },
    {
      id: `edit flow ${id}`,
      group: 'flows',
      word: words.edit(safeText(name, 120)),
      run: () => onEditFlow(id),
    },
  ]);
  const foundJobs = jobs.map(
    ({ id, flowName, subtitle }): Command => ({
      id: `job ${id}`,
      group: 'jobs',
      word: words.job(id, safeText(flowName, 120)),
      detail: safeText(subtitle, 120),
      run: () => onOpenJob(id),
    }),
  );
  const own = ownCommands({ ...deeds, setTheme: setColorScheme }, { paused, frozen });
  return { commands: findCommands(wanted, [...own, ...found, ...foundJobs], recent), fault };
}
