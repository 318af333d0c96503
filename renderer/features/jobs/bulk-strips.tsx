import { IconPlayerStop, IconX } from '@tabler/icons-react';
import type { BulkProgress } from '../../../shared/job/demands.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { ticker } from '../../ui/ticker.ts';
import { bulkSentence } from './bulk-words.ts';
import { useJobs, useJobsActions } from './context.ts';
import classes from './list-foot.module.css';

/** One line for each bulk operation: how far it is, and at its end what it came to. */
export function BulkStrips() {
  const bulks = useJobs((s) => s.bulks);
  return bulks.map((progress) => <BulkStrip key={progress.id} progress={progress} />);
}

function BulkStrip({ progress }: { progress: BulkProgress }) {
  const { stopBulk, dismissBulk } = useJobsActions();
  const { id, state, seen, total } = progress;
  const sentence = safeText(bulkSentence(progress, ticker.now()));
  return (
    <section className={classes.strip} data-state={state} aria-label="An action for many jobs">
      <span className={classes.sentence} title={sentence}>
        {sentence}
      </span>
      {state === 'running' ? (
        <>
          <ProgressBar done={seen} total={total} color="var(--acc)" label="Jobs done" />
          <Button
            size="sm"
            icon={<IconPlayerStop size={14} stroke={1.5} />}
            onClick={() => void stopBulk(id)}
          >
            Stop
          </Button>
        </>
      ) : (
        <IconButton
          label="Close"
          className={classes.close}
          icon={<IconX size={14} stroke={1.5} />}
          onClick={() => dismissBulk(id)}
        />
      )}
    </section>
  );
}
