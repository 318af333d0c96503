import { useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { ArtifactRecord } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { artifactUrl } from './artifact-url.ts';
import classes from './preview.module.css';
import { previewKind } from './preview-kind.ts';
import { RequestsPreview, TextPreview } from './text-preview.tsx';

interface PreviewDialogProps {
  jobId: JobId;
  /** What is looked at; null = closed. */
  artifact: ArtifactRecord | null;
  onClose: () => void;
}

/** One file, large: a picture or video as itself, everything else as text or as a table. */
export function PreviewDialog({ jobId, artifact, onClose }: PreviewDialogProps) {
  return (
    <Dialog
      opened={artifact !== null}
      onClose={onClose}
      title={artifact === null ? '' : safeText(artifact.name, 100)}
      width={1120}
    >
      {artifact !== null && <Preview key={artifact.id} jobId={jobId} artifact={artifact} />}
    </Dialog>
  );
}

function Preview({ jobId, artifact }: { jobId: JobId; artifact: ArtifactRecord }) {
  const name = safeText(artifact.name, 80);
  switch (previewKind(artifact)) {
    case 'picture':
      return <img className={classes.picture} src={artifactUrl(jobId, artifact.id)} alt={name} />;
    case 'video':
      return <Video src={artifactUrl(jobId, artifact.id)} name={name} />;
    case 'requests':
      return <RequestsPreview jobId={jobId} artifactId={artifact.id} bytes={artifact.bytes} />;
    case 'text':
      return <TextPreview jobId={jobId} artifactId={artifact.id} />;
    case null:
      return null;
  }
}

function Video({ src, name }: { src: string; name: string }) {
  const [hasFailed, setHasFailed] = useState(false);
  if (hasFailed) return <p className={classes.note}>{t().job.files.videoFailed}</p>;
  return (
    // biome-ignore lint/a11y/useMediaCaption: a recording of a page has no sound and no words of its own
    <video
      className={classes.video}
      controls
      preload="metadata"
      src={src}
      aria-label={t().job.files.video(name)}
      onError={() => setHasFailed(true)}
    />
  );
}
