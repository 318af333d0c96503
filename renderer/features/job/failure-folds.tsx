import { type ReactNode, useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import type { ConsoleEntry, RequestEntry, StoredFailure } from '../../../shared/job/failure.ts';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { formatShort } from '../../ui/format.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { ClockTime } from '../../ui/time-text.tsx';
import classes from './failure.module.css';

interface FailureFoldsProps {
  failure: StoredFailure;
  detail: JobDetail;
}

/** What the page told around the failure, folded: console, requests, dialogs, and the page itself as text. */
export function FailureFolds({ failure: { epoch, detail: failure }, detail }: FailureFoldsProps) {
  const { console, requests, dialogs, aria, dom, missing } = failure;
  const source = detail.artifacts.find((each) => each.epoch === epoch && each.name === dom);
  return (
    <div className={classes.folds}>
      <Fold title="Console" count={console.length} empty="The page wrote nothing to its console.">
        {console.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is told of a failure never changes or moves
          <ConsoleLine key={at} entry={entry} />
        ))}
      </Fold>
      <Fold title="Network" count={requests.length} empty="The page asked for nothing.">
        {requests.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is told of a failure never changes or moves
          <RequestLine key={at} entry={entry} />
        ))}
      </Fold>
      <Fold title="Dialogs" count={dialogs.length} empty="The page showed no dialog.">
        {dialogs.map(({ at, kind, message }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is told of a failure never changes or moves
          <li key={place} className={classes.line}>
            <ClockTime at={at} />
            <b>{safeText(kind)}</b>
            <bdi>{safeText(message)}</bdi>
          </li>
        ))}
      </Fold>
      <details className={classes.fold}>
        <summary>Page as text</summary>
        {aria === null ? (
          <p className={classes.none}>The page could not be read.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard
          <pre className={classes.text} tabIndex={0}>
            {safeLines(aria)}
          </pre>
        )}
        {source !== undefined && <SourceButton jobId={detail.job.id} artifactId={source.id} />}
      </details>
      {missing.length > 0 && <p className={classes.none}>{safeText(missing.join(' '))}</p>}
    </div>
  );
}

interface FoldProps {
  title: string;
  count: number;
  /** What stands there when there is nothing. */
  empty: string;
  children: ReactNode;
}

function Fold({ title, count, empty, children }: FoldProps) {
  return (
    <details className={classes.fold}>
      <summary>
        {title} <span className={classes.count}>{count}</span>
      </summary>
      {count === 0 ? <p className={classes.none}>{empty}</p> : <ul className={classes.lines}>{children}</ul>}
    </details>
  );
}

function ConsoleLine({ entry: { at, level, text } }: { entry: ConsoleEntry }) {
  const isBad = level === 'error' || level === 'exception';
  return (
    <li className={classes.line}>
      <ClockTime at={at} />
      <b className={isBad ? classes.bad : undefined}>{level}</b>
      <bdi>{safeText(text)}</bdi>
    </li>
  );
}

function RequestLine({ entry }: { entry: RequestEntry }) {
  const { at, method, url, status, failure, tookMs } = entry;
  const isBad = failure !== null || (status !== null && status >= 400);
  const answer = failure ?? (status === null ? 'no answer yet' : String(status));
  return (
    <li className={classes.line}>
      <ClockTime at={at} />
      <b className={isBad ? classes.bad : undefined}>{safeText(answer)}</b>
      <bdi>
        {safeText(method)} {safeText(url)}
        {tookMs !== null && <span className={classes.count}> {formatShort(tookMs)}</span>}
      </bdi>
    </li>
  );
}

function SourceButton({ jobId, artifactId }: { jobId: JobDetail['job']['id']; artifactId: number }) {
  const [fault, setFault] = useState<string | null>(null);
  const reveal = (): void => {
    setFault(null);
    appClient()
      .call('artifacts.reveal', { jobId, artifactId })
      .catch((error: unknown) => setFault(toWire(error).message));
  };
  return (
    <p className={classes.none}>
      <Button size="sm" onClick={reveal}>
        Show the page’s source in its folder
      </Button>{' '}
      {fault}
    </p>
  );
}
