import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { ArtifactRecord, JobDetail } from '../../../shared/job/schema.ts';
import { IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { artifactUrl } from './artifact-url.ts';
import classes from './artifacts.module.css';
import { artifactFacts } from './artifacts-view.tsx';

interface PictureDialogProps {
  detail: JobDetail;
  /** The picture shown; null = closed. */
  artifact: ArtifactRecord | null;
  onShow: (artifact: ArtifactRecord | null) => void;
}

/** One screenshot, large; the arrow keys go to its neighbours. */
export function PictureDialog({ detail, artifact, onShow }: PictureDialogProps) {
  const pictures = detail.artifacts.filter((one) => one.kind === 'screenshot');
  const at = pictures.findIndex((one) => one.id === artifact?.id);
  const go = (by: number): void => {
    const next = pictures[at + by];
    if (next !== undefined) onShow(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') go(-1);
    if (event.key === 'ArrowRight') go(1);
  };
  return (
    <Dialog
      opened={artifact !== null}
      onClose={() => onShow(null)}
      title={artifact === null ? '' : safeText(artifact.name, 100)}
      width={1120}
    >
      {artifact !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a shortcut for the two buttons within
        <div onKeyDown={onKeyDown}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a tall picture is scrolled by keyboard */}
          <section className={classes.large} aria-label="Picture" tabIndex={0}>
            <img
              src={artifactUrl(detail.job.id, artifact.id)}
              alt={`Screenshot ${safeText(artifact.name, 80)}, ${artifactFacts(artifact, detail)}`}
            />
          </section>
          <div className={classes.largeBar}>
            <IconButton
              label="Previous picture"
              icon={<IconArrowLeft size={16} stroke={1.5} />}
              onClick={() => go(-1)}
            />
            <IconButton
              label="Next picture"
              icon={<IconArrowRight size={16} stroke={1.5} />}
              onClick={() => go(1)}
            />
            <span>
              {at + 1} of {pictures.length} · {artifactFacts(artifact, detail)}
            </span>
          </div>
        </div>
      )}
    </Dialog>
  );
}
