import type { Texts } from '../en/index.ts';

export const json: Texts['json'] = {
  label: 'Der Ablauf als JSON. Esc, dann Tab verlässt den Text.',
  loading: 'Der Text wird geöffnet …',
  key: 'Schlüssel',
  step: 'Schritt',
};
