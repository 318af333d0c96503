import classes from './keys-dialog.module.css';
import { PLACE_KEYS } from './place-keys.ts';
import { Page } from './places.ts';
import { t } from './texts/index.ts';
import { Dialog } from './ui/dialog.tsx';
import { Kbd } from './ui/kbd.tsx';
import { STATE_META, STATE_ORDER } from './ui/state-meta.ts';

interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

const EVERYWHERE: readonly KeyLine[] = [
  { keys: ['n'], does: 'New job' },
  { keys: ['Ctrl ↵'], does: 'Run or save what the dialog shows' },
  { keys: ['p'], does: 'Pause or resume the queue' },
  { keys: ['Ctrl O'], does: 'Import flow files' },
  { keys: ['?'], does: 'This list' },
];

function places(): KeyLine[] {
  return Page.options.map((page) => ({ keys: ['g', PLACE_KEYS[page]], does: t().places[page] }));
}

const JOBS: readonly KeyLine[] = [
  { keys: ['/'], does: 'Search' },
  { keys: ['j', '↓'], does: 'Next job' },
  { keys: ['k', '↑'], does: 'Job before' },
  { keys: ['Enter'], does: 'Open the job' },
  { keys: ['o'], does: 'Open job: full page, or beside the list' },
  { keys: ['x', 'Space'], does: 'Select the job' },
  { keys: ['⇧ x', '⇧ ↓'], does: 'Select a range' },
  { keys: ['Ctrl A'], does: 'Select every shown job' },
  { keys: ['Esc'], does: 'Close, then clear the selection and the search' },
  { keys: ['r'], does: 'Retry' },
  { keys: ['.'], does: 'Cancel' },
  { keys: ['e'], does: 'Edit a waiting job' },
  { keys: ['s'], does: 'Snooze a waiting job' },
  { keys: ['⇧ F10'], does: 'All actions of the job' },
  { keys: ['f'], does: 'Freeze the list, or let updates in' },
];

const STATES: readonly KeyLine[] = [
  { keys: ['g', 'a'], does: 'All jobs' },
  ...STATE_ORDER.map((state) => ({ keys: ['g', STATE_META[state].key], does: STATE_META[state].word })),
];

/** Every key that works, and what it does. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys" width={640}>
      <div className={classes.columns}>
        <div>
          <Group title="Everywhere" lines={EVERYWHERE} />
          <Group title="Jobs" lines={JOBS} />
        </div>
        <div>
          <Group title="Go to" lines={places()} />
          <Group title="Show one state" lines={STATES} />
        </div>
      </div>
    </Dialog>
  );
}

function Group({ title, lines }: { title: string; lines: readonly KeyLine[] }) {
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.lines}>
        {lines.map(({ keys, does }) => (
          <div key={does} className={classes.line}>
            <dt className={classes.keys}>
              <span className="visually-hidden">{keys.join(' ')}</span>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className={classes.does}>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
