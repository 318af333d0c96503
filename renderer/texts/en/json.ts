/** The JSON tab of the flow editor. */
export const json = {
  label: 'The flow as JSON. Esc, then Tab leaves the text.',
  loading: 'The text is being opened…',
  key: 'key',
  step: 'step',
};
