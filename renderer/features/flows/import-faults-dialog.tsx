import { useState } from 'react';
import type { Fault } from '../../../shared/errors.ts';
import { faultLine } from '../../../shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { FaultList } from './fault-list.tsx';
import classes from './flows.module.css';
import type { ImportResult } from './import-files.ts';

interface ImportFaultsDialogProps {
  /** The files that were refused; none = closed. */
  results: readonly ImportResult[];
  onClose: () => void;
  onChoose: () => void;
}

/** Every fault of every file that was not saved, each with its place and its mend. */
export function ImportFaultsDialog({ results, onClose, onChoose }: ImportFaultsDialogProps) {
  const chooseAgain = (): void => {
    onClose();
    onChoose();
  };
  // While the dialog fades away it still shows what it was about.
  const [last, setLast] = useState(results);
  if (results.length > 0 && results !== last) setLast(results);
  const files = last.flatMap((result) => (result.ok ? [] : [result]));
  const copy = (): void => {
    const text = files
      .map(({ fileName, faults }) => [fileName, ...faults.map(faultLine)].join('\n'))
      .join('\n\n');
    void navigator.clipboard.writeText(text);
  };
  return (
    <Dialog
      opened={results.length > 0}
      onClose={onClose}
      width={640}
      title={
        files.length === 1 ? 'The flow was not imported' : `${plural(files.length, 'file')} were not imported`
      }
      footer={
        <>
          <Button onClick={copy}>Copy details</Button>
          <Button onClick={chooseAgain}>Choose again</Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {files.map(({ fileName, faults }) => (
        <RefusedFile key={fileName} fileName={fileName} faults={faults} />
      ))}
    </Dialog>
  );
}

function RefusedFile({ fileName, faults }: { fileName: string; faults: readonly Fault[] }) {
  return (
    <section className={classes.refused}>
      <h3 className={classes.refusedName}>
        <bdi>{safeText(fileName, 200)}</bdi>
        <span className={classes.quiet}> · {plural(faults.length, 'fault')}; nothing was saved</span>
      </h3>
      <FaultList faults={faults} />
    </section>
  );
}
