import { IconPlayerPlay, IconPlayerSkipForward, IconPlayerStop } from '@tabler/icons-react';
import { useEffect } from 'react';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { isDialogOpen } from '../../../ui/use-keys.ts';
import classes from './trial.module.css';
import type { Standing } from './trial-standing.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface RunButtonsProps {
  standing: Standing;
  /** Why nothing can be run now. */
  blocked: string | null;
  /** True when the flow has inputs. */
  hasInputs: boolean;
  words: string;
  onRun: () => void;
  onInputs: () => void;
  onResume: () => void;
  onPause: () => void;
  onStep: () => void;
  onStop: () => void;
}

/** The buttons of a trial, with their keys, and how it stands. */
export function RunButtons(props: RunButtonsProps) {
  const {
    standing,
    blocked,
    hasInputs,
    words: stands,
    onRun,
    onInputs,
    onResume,
    onPause,
    onStep,
    onStop,
  } = props;
  const words = t().trial;
  const isPaused = standing === 'paused';
  const isOpen = standing !== 'none' && standing !== 'ended';
  const offNotPaused = isPaused ? undefined : words.offNotPaused;
  useRunKeys({
    F8: () => isPaused && onResume(),
    F10: () => isPaused && onStep(),
    'Shift+F5': () => isOpen && onStop(),
  });
  return (
    <div className={classes.bar}>
      <Button
        variant={isPaused ? 'default' : 'primary'}
        icon={<IconPlayerPlay {...ICON} />}
        hotkey="F5"
        offReason={blocked ?? undefined}
        onClick={onRun}
      >
        {isOpen || standing === 'ended' ? words.runAgain : words.run}
      </Button>
      {standing === 'running' ? (
        <Button onClick={onPause}>{words.pause}</Button>
      ) : (
        <Button
          variant={isPaused ? 'primary' : 'default'}
          hotkey="F8"
          offReason={offNotPaused}
          onClick={onResume}
        >
          {words.resume}
        </Button>
      )}
      <Button
        icon={<IconPlayerSkipForward {...ICON} />}
        hotkey="F10"
        offReason={offNotPaused}
        onClick={onStep}
      >
        {words.nextStep}
      </Button>
      <Button
        icon={<IconPlayerStop {...ICON} />}
        hotkey="⇧F5"
        offReason={isOpen ? undefined : words.offNotRunning}
        onClick={onStop}
      >
        {words.stop}
      </Button>
      {hasInputs && (
        <Button variant="subtle" onClick={onInputs}>
          {words.inputs}
        </Button>
      )}
      <span className={classes.stands} role="status">
        {stands}
      </span>
    </div>
  );
}

/** Keys with a function work while a person types, too. */
function useRunKeys(actions: Readonly<Record<string, () => unknown>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isDialogOpen()) return;
      const action = actions[event.shiftKey ? `Shift+${event.key}` : event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
