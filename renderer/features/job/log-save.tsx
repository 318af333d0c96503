import { IconDeviceFloppy } from '@tabler/icons-react';
import { toWire } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './log.module.css';
import type { LogFilter } from './log-filter.ts';

/** What saving came to. */
export interface SaveNote {
  readonly text: string;
  readonly isBad: boolean;
}

interface LogSaveProps {
  jobId: JobId;
  filter: LogFilter;
  onNote: (note: SaveNote | null) => void;
}

/** Saves the whole log of the job, as it is filtered, to a file that the person names. */
export function LogSave({ jobId, filter: { level, step }, onNote }: LogSaveProps) {
  const words = t().job.log;
  const save = async (): Promise<void> => {
    onNote(null);
    try {
      const lines = { level, ...(step === null ? {} : { step }) };
      const saved = await appClient().call('job.saveLog', { id: jobId, lines });
      if (saved.path === null) return;
      onNote({ text: words.saved(words.count(saved.lines), saved.path), isBad: false });
    } catch (error) {
      onNote({ text: words.notSaved(toWire(error).message), isBad: true });
    }
  };
  return (
    <Button
      size="sm"
      variant="subtle"
      icon={<IconDeviceFloppy size={14} stroke={1.5} />}
      title={words.saveTitle}
      onClick={() => void save()}
    >
      {words.save}
    </Button>
  );
}

/** Where the lines went, until the next time. */
export function SaveWords({ note }: { note: SaveNote | null }) {
  if (note === null) return null;
  const text = safeText(note.text);
  return (
    <p
      className={classes.note}
      data-bad={note.isBad || undefined}
      role={note.isBad ? 'alert' : 'status'}
      title={text}
    >
      <bdi>{text}</bdi>
    </p>
  );
}
