import classes from './fields.module.css';

/** Sizes of the window's own fields for Mantine's: nothing smaller than 11 pixels, edges of 3 : 1. */
export const FIELD_LOOKS = {
  label: classes.label ?? '',
  description: classes.description ?? '',
  error: classes.error ?? '',
  input: classes.input ?? '',
};

/** The same for a tick box, whose box keeps its own size. */
export const TICK_LOOKS = {
  label: classes.label ?? '',
  description: classes.description ?? '',
  error: classes.error ?? '',
};
