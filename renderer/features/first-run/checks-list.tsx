import { IconCheck, IconDownload, IconRefresh } from '@tabler/icons-react';
import type { Check } from '../../../shared/ipc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatShort, plural } from '../../ui/format.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { useGoToBrowsers } from '../browsers/index.ts';
import classes from './first-run.module.css';
import { StepTitle } from './step-title.tsx';
import type { Checks } from './use-checks.ts';

/** The checks in their order, by name: their rows stand before their answers come, so that nothing jumps. */
const AWAITED: Readonly<Record<Check['id'], string>> = {
  electron: 'Electron',
  node: 'Node.js',
  sqlite: 'SQLite',
  display: 'Display',
  browser: 'Browser for jobs',
  builds: 'Firefox and WebKit',
  data: 'Data folder',
  disk: 'Disk space',
  secrets: 'Secrets',
};

/** What was found on this computer; what is missing comes first and says how to mend it. */
export function ChecksList({ checks: { result, error, again } }: { checks: Checks }) {
  const isSlow = useLateFlag(result === null && error === null, 150);
  const failed = result?.checks.filter((check) => !check.ok) ?? [];
  const passed = result?.checks.filter((check) => check.ok) ?? [];
  const isOdd = passed.length % 2 === 1;
  const last = failed.length + passed.length - 1;
  return (
    <section aria-label="Checks of this computer">
      <StepTitle
        mark={result !== null && failed.length === 0 ? <IconCheck size={14} stroke={2} /> : '1'}
        tone={result === null ? 'plain' : failed.length === 0 ? 'good' : 'bad'}
        title={title(result === null, failed.length, isSlow)}
        hint={result === null ? '' : formatShort(result.tookMs)}
      >
        <Button variant="subtle" size="sm" icon={<IconRefresh size={14} stroke={1.5} />} onClick={again}>
          Check again
        </Button>
      </StepTitle>
      {error !== null && <ErrorPanel title="The checks could not be run" detail={error} />}
      {result !== null && (
        <ul className={classes.checks}>
          {[...failed, ...passed].map((check, index) => (
            <CheckRow key={check.id} check={check} isWide={!check.ok || (isOdd && index === last)} />
          ))}
        </ul>
      )}
      {result === null && error === null && (
        <ul className={classes.checks} aria-hidden="true">
          {Object.entries(AWAITED).map(([id, what]) => (
            <AwaitedRow key={id} title={what} />
          ))}
        </ul>
      )}
    </section>
  );
}

function title(isRunning: boolean, failed: number, isSlow: boolean): string {
  if (isRunning) return isSlow ? 'Looking at this computer …' : 'This computer';
  return failed === 0 ? 'Browser found, all checks passed' : `${plural(failed, 'check')} not passed`;
}

function AwaitedRow({ title: name }: { title: string }) {
  return (
    <li className={classes.check} data-awaited>
      <StateIcon state="pending" />
      <div className={classes.checkText}>
        <b className={classes.checkTitle}>{name}</b>
        <span className={classes.small}>is being looked at</span>
      </div>
    </li>
  );
}

function GetBrowser() {
  const go = useGoToBrowsers();
  return (
    <Button size="sm" icon={<IconDownload size={14} stroke={1.5} />} onClick={go}>
      Install Chromium
    </Button>
  );
}

/** @param isWide takes both columns */
function CheckRow({ check, isWide }: { check: Check; isWide: boolean }) {
  return (
    <li className={classes.check} data-failed={!check.ok || undefined} data-wide={isWide || undefined}>
      <StateIcon state={check.ok ? 'completed' : 'failed'} />
      <div className={classes.checkText}>
        <b className={classes.checkTitle}>{safeText(check.title)}</b>
        <SafeLine className={classes.small} text={check.found} />
        {!check.ok && check.mend !== undefined && (
          <p className={classes.mend} dir="auto">
            {safeText(check.mend)}
          </p>
        )}
        {!check.ok && check.id === 'browser' && <GetBrowser />}
      </div>
      <span className={classes.verdict}>{check.ok ? 'Found' : 'Not ok'}</span>
    </li>
  );
}
