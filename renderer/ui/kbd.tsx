import classes from './kbd.module.css';

/** A key as it stands on the keyboard. Hidden from reading aloud: the label beside it says what it does. */
export function Kbd({ children }: { children: string }) {
  return (
    <span aria-hidden="true" className={classes.frame}>
      <kbd className={classes.kbd}>{children}</kbd>
    </span>
  );
}
