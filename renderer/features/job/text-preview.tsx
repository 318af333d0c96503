import { useMemo } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatBytes, formatCount, formatShort } from '../../ui/format.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { type HarRow, harRows } from './har-rows.ts';
import classes from './preview.module.css';
import { useArtifactText } from './use-artifact-text.ts';

/** Characters drawn at once: more would make the window slow. */
const MOST_DRAWN = 1_000_000;
/** A longer file of requests is shown as text alone. */
const MOST_TABLE_BYTES = 8_000_000;

interface PreviewProps {
  jobId: JobId;
  artifactId: number;
}

/** A file as text, part by part; never as what it wants to be. */
export function TextPreview({ jobId, artifactId }: PreviewProps) {
  const read = useArtifactText(jobId, artifactId, false);
  const isLate = useLateFlag(read.isReading, 150);
  const words = t().job.files;
  const shown = useMemo(() => safeLines(read.text, MOST_DRAWN), [read.text]);
  const isFull = read.text.length >= MOST_DRAWN;
  return (
    <>
      {read.error !== null && <ErrorPanel title={words.failed} detail={read.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard */}
      <section className={classes.frame} aria-label={words.text} tabIndex={0}>
        <pre className={classes.text}>{shown}</pre>
        {read.text === '' && !read.isReading && read.error === null && (
          <p className={classes.note}>{words.empty}</p>
        )}
        {isLate && read.text === '' && <p className={classes.note}>{words.reading}</p>}
      </section>
      <div className={classes.bar}>
        <span>{words.read(formatBytes(read.next ?? read.bytes), formatBytes(read.bytes))}</span>
        {read.next !== null && !isFull && !read.isReading && (
          <Button size="sm" onClick={read.more}>
            {words.more}
          </Button>
        )}
      </div>
    </>
  );
}

/** The requests of a HAR file as a table; one that is none, or is too long for that, as text. */
export function RequestsPreview({ jobId, artifactId, bytes }: PreviewProps & { bytes: number }) {
  const words = t().job.files;
  if (bytes > MOST_TABLE_BYTES) {
    return (
      <>
        <p className={classes.note}>{words.tooLong(formatBytes(MOST_TABLE_BYTES))}</p>
        <TextPreview jobId={jobId} artifactId={artifactId} />
      </>
    );
  }
  return <WholeRequests jobId={jobId} artifactId={artifactId} />;
}

function WholeRequests({ jobId, artifactId }: PreviewProps) {
  const read = useArtifactText(jobId, artifactId, true);
  const isLate = useLateFlag(read.next !== null, 150);
  const isWhole = read.next === null;
  const found = useMemo(() => (isWhole ? harRows(read.text) : null), [isWhole, read.text]);
  const words = t().job.files;
  if (read.error !== null) return <ErrorPanel title={words.failed} detail={read.error} />;
  if (!isWhole) return isLate ? <p className={classes.note}>{words.reading}</p> : null;
  if (found === null) {
    return (
      <>
        <p className={classes.note}>{words.notHar}</p>
        <TextPreview jobId={jobId} artifactId={artifactId} />
      </>
    );
  }
  return (
    <>
      {found.rows.length < found.total && (
        <p className={classes.note}>
          {words.requestsCut(formatCount(found.rows.length), formatCount(found.total))}
        </p>
      )}
      <Requests rows={found.rows} />
    </>
  );
}

function Requests({ rows }: { rows: readonly HarRow[] }) {
  const words = t().job.files;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by keyboard
    <section className={classes.frame} aria-label={words.requests} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.method}</th>
            <th scope="col">{words.status}</th>
            <th scope="col">{words.address}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.size}</th>
            <th scope="col">{words.took}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same request may come twice, and rows never move
            <tr key={at} data-bad={row.status === 0 || row.status >= 400 || undefined}>
              <td>{safeText(row.method, 20)}</td>
              <td>{row.status === 0 ? '–' : row.status}</td>
              <td className={classes.url}>
                <bdi title={safeText(row.url, 2000)}>{safeText(row.url, 300)}</bdi>
              </td>
              <td>{safeText(row.type, 60)}</td>
              <td>{row.bytes === null ? '–' : formatBytes(row.bytes)}</td>
              <td>{formatShort(row.tookMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
