import { IconEye, IconFileImport, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Mark } from '../../ui/mark.tsx';
import { isControl, useKeys } from '../../ui/use-keys.ts';
import { useJobsActions } from '../jobs/index.ts';
import { ChecksList } from './checks-list.tsx';
import { FirstMinute } from './first-minute.tsx';
import classes from './first-run.module.css';
import { ShopPicture } from './shop-picture.tsx';
import { StepTitle } from './step-title.tsx';
import { useChecks } from './use-checks.ts';

interface FirstRunProps {
  client: Client<AppContract>;
  onOpenJob: (id: JobId) => void;
  onSeeFlows: () => void;
  onImport: () => void;
  onNewJob: () => void;
}

/** The page of jobs before there is one: what this computer has, and one button that shows everything. */
export function FirstRun({ client, onOpenJob, onSeeFlows, onImport, onNewJob }: FirstRunProps) {
  const checks = useChecks(client);
  const noBrowser = checks.result?.checks.some((check) => check.id === 'browser' && !check.ok) === true;
  return (
    <div className={classes.page}>
      <div className={classes.scroll}>
        <div className={classes.column}>
          <Welcome />
          <ChecksList checks={checks} />
          <Sample
            offReason={noBrowser ? 'No browser was found: mend that first' : undefined}
            onOpenJob={onOpenJob}
            onSeeFlows={onSeeFlows}
          />
          <section aria-label="Begin with your own">
            <StepTitle mark="3" tone="plain" title="Or begin with your own" />
            <div className={classes.cards}>
              <Card
                icon={<IconFileImport size={16} stroke={1.5} />}
                title="Import a flow file"
                onClick={onImport}
              >
                A Runwright flow (JSON). Dropping it anywhere on the window does the same.
              </Card>
              <Card icon={<IconPlus size={16} stroke={1.5} />} title="New job" hotkey="n" onClick={onNewJob}>
                From one of the ready-made flows, with your own inputs.
              </Card>
            </div>
          </section>
        </div>
      </div>
      <FirstMinute />
    </div>
  );
}

function Welcome() {
  return (
    <div className={classes.welcome}>
      <Mark size={36} />
      <div>
        <h2 className={classes.title}>Welcome to Runwright</h2>
        <p className={classes.lead}>
          It runs browser jobs on this computer, shows every step and keeps every row.
        </p>
      </div>
    </div>
  );
}

interface SampleProps {
  offReason: string | undefined;
  onOpenJob: (id: JobId) => void;
  onSeeFlows: () => void;
}

function Sample({ offReason, onOpenJob, onSeeFlows }: SampleProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [starting, setStarting] = useState(false);
  const { runSample } = useJobsActions();

  const run = async (): Promise<void> => {
    if (starting || offReason !== undefined) return;
    setStarting(true);
    const id = await runSample();
    setStarting(false);
    if (id !== null) onOpenJob(id);
  };
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  useKeys({ Enter: (event) => !isControl(event.target) && void run() });

  return (
    <section aria-label="Run something">
      <StepTitle mark="2" tone="accent" title="Run something" />
      <div className={classes.sample}>
        <div className={classes.frame}>
          <ShopPicture />
        </div>
        <div className={classes.sampleText}>
          <h4 className={classes.sampleTitle}>Read 64 books from the sample shop</h4>
          <p className={classes.lead}>
            A small shop that comes with the app. No account, no internet, nothing is sent anywhere.
          </p>
          <ul className={classes.tags}>
            {['4 steps', '4 pages', '64 rows', 'about 10 s', 'window hidden'].map((tag) => (
              <li key={tag} className={classes.tag}>
                {tag}
              </li>
            ))}
          </ul>
          <div className={classes.spring} />
          <div className={classes.sampleButtons}>
            <Button
              ref={button}
              variant="primary"
              size="lg"
              hotkey="Enter"
              icon={<IconPlayerPlay size={16} stroke={1.75} />}
              offReason={offReason}
              onClick={() => void run()}
            >
              Run the sample
            </Button>
            <Button variant="subtle" icon={<IconEye size={16} stroke={1.5} />} onClick={onSeeFlows}>
              See the flow first
            </Button>
          </div>
          {offReason !== undefined && <p className={classes.mend}>{offReason}.</p>}
        </div>
      </div>
    </section>
  );
}

interface CardProps {
  icon: ReactNode;
  title: string;
  hotkey?: string;
  onClick: () => void;
  children: string;
}

function Card({ icon, title, hotkey, onClick, children }: CardProps) {
  return (
    <button type="button" className={classes.card} onClick={onClick}>
      <span className={classes.cardTitle}>
        {icon}
        {title}
        <span className={classes.spring} />
        {hotkey !== undefined && <Kbd>{hotkey}</Kbd>}
      </span>
      <span className={classes.momentText}>{children}</span>
    </button>
  );
}
