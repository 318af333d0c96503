import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { StartFailure, StartFailureContract } from '../../../shared/ipc/start-failure.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { MoveAway } from './move-away.tsx';
import classes from './start-failure.module.css';

interface StartFailurePageProps {
  client: Client<StartFailureContract>;
}

/** The whole window when the app cannot start: why, where, and what can be done about it. */
export function StartFailurePage({ client }: StartFailurePageProps) {
  const [failure, setFailure] = useState<StartFailure | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    void client.call('failure.get', {}).then(setFailure);
  }, [client]);

  /** What opens the data keeps its words until the app's own window takes this one's place. */
  const tryTo = useCallback(
    async (name: 'failure.tryAgain' | 'failure.moveAway', words: string): Promise<void> => {
      setDoing(words);
      setOutcome('');
      try {
        const { failure: still } = await client.call(name, {});
        if (still === null) return;
        setFailure(still);
        const time = new Date(systemClock.now()).toLocaleTimeString();
        setOutcome(`Tried at ${time}: that did not help.`);
      } catch (error) {
        setOutcome(error instanceof Error ? error.message : String(error));
      }
      setDoing(null);
    },
    [client],
  );

  if (failure === null) return null;
  return (
    <main className={classes.page}>
      <Failure failure={failure} />
      {doing === null && (
        <Actions
          failure={failure}
          onTryAgain={() => void tryTo('failure.tryAgain', 'Opening your data…')}
          onMoveAway={() => void tryTo('failure.moveAway', 'Moving the file away…')}
          onShow={() => void client.call('failure.showFile', {})}
          onQuit={() => void client.call('failure.quit', {})}
        />
      )}
      <p className={classes.outcome} role="status">
        {doing ?? outcome}
      </p>
    </main>
  );
}

function Failure({ failure }: { failure: StartFailure }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div role="alert">
      <div className={classes.brand}>
        <Mark size={20} />
        Runwright cannot start
      </div>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        <IconAlertTriangle size={22} stroke={1.5} aria-hidden="true" />
        {failure.title}
      </h1>
      <p className={classes.sentence}>{safeText(failure.sentence, 2_000)}</p>
      {failure.details.length > 0 && (
        <ul className={classes.details}>
          {failure.details.map((line) => (
            <li key={line}>{safeText(line)}</li>
          ))}
        </ul>
      )}
      {failure.path !== null && (
        <p className={`mono ${classes.path}`} dir="ltr">
          {safeText(failure.path, 2_000)}
        </p>
      )}
    </div>
  );
}

interface ActionsProps {
  failure: StartFailure;
  onTryAgain: () => void;
  onMoveAway: () => void;
  onShow: () => void;
  onQuit: () => void;
}

function Actions({ failure, onTryAgain, onMoveAway, onShow, onQuit }: ActionsProps) {
  const [asks, setAsks] = useState(false);
  const move = useRef<HTMLButtonElement>(null);
  const keep = (): void => {
    setAsks(false);
    move.current?.focus();
  };
  return (
    <>
      <div className={classes.actions}>
        {failure.canTryAgain && (
          <Button size="lg" variant={asks ? 'default' : 'primary'} onClick={onTryAgain}>
            Try again
          </Button>
        )}
        {failure.path !== null && (
          <Button size="lg" onClick={onShow}>
            Show in folder
          </Button>
        )}
        {failure.canMoveAway && (
          <Button ref={move} size="lg" aria-expanded={asks} onClick={() => setAsks(true)}>
            Move it away and start empty…
          </Button>
        )}
        <Button size="lg" variant="subtle" onClick={onQuit}>
          Quit
        </Button>
      </div>
      {asks && failure.canMoveAway && <MoveAway path={failure.path} onMove={onMoveAway} onKeep={keep} />}
    </>
  );
}
