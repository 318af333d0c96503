import {
  IconCode,
  IconDownload,
  IconEye,
  IconFolderOpen,
  IconMovie,
  IconNetwork,
  IconRoute,
  IconTerminal2,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import type { ArtifactKind, ArtifactRecord, JobDetail } from '../../../shared/job/schema.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatBytes } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { ClockTime } from '../../ui/time-text.tsx';
import { artifactUrl } from './artifact-url.ts';
import classes from './artifacts.module.css';
import { artifactsSum } from './artifacts-sum.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import { previewKind } from './preview-kind.ts';

interface ArtifactsViewProps {
  detail: JobDetail;
  onShowPicture: (artifact: ArtifactRecord) => void;
}

/** What the attempts left behind: pictures to look at, other files to find in their folder. */
export function ArtifactsView({ detail, onShowPicture }: ArtifactsViewProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [looked, setLooked] = useState<ArtifactRecord | null>(null);
  const words = t().job.files;
  const pictures = detail.artifacts.filter((artifact) => artifact.kind === 'screenshot');
  const others = detail.artifacts.filter((artifact) => artifact.kind !== 'screenshot');
  const ask = (call: 'artifacts.reveal' | 'artifacts.openTrace', artifact: ArtifactRecord): void => {
    setFailure(null);
    appClient()
      .call(call, { jobId: detail.job.id, artifactId: artifact.id })
      .catch((error: unknown) => setFailure(toWire(error).message));
  };
  if (detail.artifacts.length === 0) return <EmptyState>{words.none}</EmptyState>;
  return (
    <div className={classes.view}>
      <p className={classes.sum}>{artifactsSum(detail.artifacts)}</p>
      {failure !== null && <ErrorPanel title={words.failed} detail={failure} />}
      {pictures.length > 0 && (
        <ul className={classes.pictures} aria-label={words.screenshots}>
          {pictures.map((artifact) => (
            <Picture
              key={artifact.id}
              artifact={artifact}
              detail={detail}
              onShow={() => onShowPicture(artifact)}
            />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className={classes.files} aria-label={words.files}>
          {others.map((artifact) => (
            <File
              key={artifact.id}
              artifact={artifact}
              detail={detail}
              onReveal={() => ask('artifacts.reveal', artifact)}
              onOpen={() => ask('artifacts.openTrace', artifact)}
              onLook={() => setLooked(artifact)}
            />
          ))}
        </ul>
      )}
      <PreviewDialog jobId={detail.job.id} artifact={looked} onClose={() => setLooked(null)} />
    </div>
  );
}

interface PictureProps {
  artifact: ArtifactRecord;
  detail: JobDetail;
  onShow: () => void;
}

function Picture({ artifact, detail, onShow }: PictureProps) {
  return (
    <li>
      <button type="button" className={classes.picture} onClick={onShow}>
        <img
          className={classes.image}
          src={artifactUrl(detail.job.id, artifact.id)}
          alt={t().job.files.screenshot(safeText(artifact.name, 80))}
          loading="lazy"
        />
        <span className={classes.caption}>
          <bdi className={classes.name} title={safeText(artifact.name)}>
            {safeText(artifact.name)}
          </bdi>
          <span className={classes.facts}>
            {[artifactFacts(artifact, detail), formatBytes(artifact.bytes)].filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
    </li>
  );
}

const ICONS: Readonly<Record<Exclude<ArtifactKind, 'screenshot'>, ReactNode>> = {
  trace: <IconRoute size={16} stroke={1.5} />,
  video: <IconMovie size={16} stroke={1.5} />,
  download: <IconDownload size={16} stroke={1.5} />,
  page: <IconCode size={16} stroke={1.5} />,
  har: <IconNetwork size={16} stroke={1.5} />,
  console: <IconTerminal2 size={16} stroke={1.5} />,
};

function File({
  artifact,
  detail,
  onReveal,
  onOpen,
  onLook,
}: {
  artifact: ArtifactRecord;
  detail: JobDetail;
  onReveal: () => void;
  onOpen: () => void;
  onLook: () => void;
}) {
  const words = t().job.files;
  const short = safeText(artifact.name, 80);
  const name = safeText(artifact.name);
  return (
    <li className={classes.file}>
      <span className={classes.fileIcon}>{artifact.kind === 'screenshot' ? null : ICONS[artifact.kind]}</span>
      <span className={classes.caption}>
        <bdi className={classes.name} title={name}>
          {name}
        </bdi>
        <span className={classes.facts}>
          {words.kinds[artifact.kind]} · {artifactFacts(artifact, detail)} · <ClockTime at={artifact.at} />
        </span>
      </span>
      <span className={classes.size}>{formatBytes(artifact.bytes)}</span>
      {artifact.kind === 'trace' && (
        <Button
          size="sm"
          icon={<IconRoute size={14} stroke={1.5} />}
          aria-label={words.openTraceOf(short)}
          onClick={onOpen}
        >
          {words.openTrace}
        </Button>
      )}
      {previewKind(artifact) !== null && (
        <Button
          size="sm"
          icon={<IconEye size={14} stroke={1.5} />}
          aria-label={words.lookAt(short)}
          onClick={onLook}
        >
          {words.look}
        </Button>
      )}
      <Button
        size="sm"
        icon={<IconFolderOpen size={14} stroke={1.5} />}
        aria-label={words.revealFile(short)}
        onClick={onReveal}
      >
        {words.reveal}
      </Button>
    </li>
  );
}

/** `step 4.2 · attempt 2` */
export function artifactFacts(artifact: ArtifactRecord, detail: Pick<JobDetail, 'attempts'>): string {
  const attempt = detail.attempts.find((one) => one.epoch === artifact.epoch)?.attempt;
  const step = artifact.step === null ? [] : [t().job.files.step(safeText(artifact.step, 20))];
  return [...step, ...(attempt === undefined ? [] : [t().job.files.attempt(attempt)])].join(' · ');
}
