import { IconFileImport } from '@tabler/icons-react';
import classes from './flows.module.css';

/** Says what happens to the files that are dragged over the window. */
export function DropOverlay() {
  return (
    <div className={classes.overlay}>
      <div className={classes.overlayCard}>
        <IconFileImport size={24} stroke={1.5} aria-hidden="true" />
        Drop flow files to import them
      </div>
    </div>
  );
}
