/** CodeMirror's own words, by what they are in English; those that are not here stay as they are. */
const phrases: Record<string, string> = {};

/** The JSON tab of the flow editor. */
export const json = {
  label: 'The flow as JSON. Esc, then Tab leaves the text.',
  loading: 'The text is being opened…',
  key: 'key',
  word: 'value',
  step: 'step',
  phrases,
};
