import classes from './fields.module.css';

/** Sizes of the window's own fields for Mantine's: nothing smaller than 11 pixels, edges of 3 : 1. */
export const FIELD_LOOKS = {
  label: classes.label ?? '',
  description: classes.description ?? '',
  error: classes.error ?? '',
  input: classes.input ?? '',
};

/** The field with a list of choices. */
export const SELECT_LOOKS = {
  ...FIELD_LOOKS,
  description: `${classes.description} ${classes.flowWords}`,
  dropdown: classes.dropdown ?? '',
  option: classes.option ?? '',
};

export const SEGMENT_LOOKS = {
  root: classes.segments ?? '',
  label: classes.segment ?? '',
  indicator: classes.indicator ?? '',
};

export const SLIDER_LOOKS = {
  track: classes.track ?? '',
  bar: classes.bar ?? '',
  thumb: classes.thumb ?? '',
  mark: classes.mark ?? '',
  markLabel: classes.markLabel ?? '',
};

/** The same for a tick box, whose box keeps its own size. */
export const TICK_LOOKS = {
  label: classes.label ?? '',
  description: classes.description ?? '',
  error: classes.error ?? '',
};
