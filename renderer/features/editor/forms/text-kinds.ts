import { PLAIN_KEYS } from '../../../../shared/flow/step-texts.ts';
import type { Surroundings } from './known-values.ts';

/** Parts of the flow itself in whose texts values may stand. */
const FLOW_WITH_VALUES = ['browser.proxy.', 'browser.endpoint.', 'browser.signedIn.'];
const FLOW_PARTS = ['about', 'browser', 'retry', 'timeouts', 'artifacts', 'inputs', 'hold'];

/** True where a text is taken as it stands: no `{{…}}` in it. */
export function isPlainText(at: string): boolean {
  const [owner = '', key = ''] = at.split('.');
  if (FLOW_PARTS.includes(owner)) return !FLOW_WITH_VALUES.some((each) => at.startsWith(each));
  return PLAIN_KEYS.has(key);
}

const TALL: ReadonlySet<string> = new Set([
  'evaluate.script',
  'evaluate.expression',
  'request.body',
  'route.answer.body',
  'about.description',
]);

/** True for texts of several lines: a field of one line would lose the line breaks. */
export function isTallText(at: string, text: string): boolean {
  return TALL.has(at) || /[\r\n]/.test(text);
}

const LOCALES = [
  'en-US',
  'en-GB',
  'de-DE',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'ja-JP',
  'zh-CN',
];
const DEVICES = [
  'iPhone 15',
  'iPhone 15 Pro Max',
  'iPhone SE',
  'Pixel 7',
  'Galaxy S9+',
  'iPad Mini',
  'iPad Pro 11',
];

/** Words that are offered for a text; others may stand there too. */
export function wordList(at: string, around: Surroundings): readonly string[] {
  const key = at.slice(at.lastIndexOf('.') + 1);
  if (at === 'browser.timezone') return Intl.supportedValuesOf('timeZone');
  if (at === 'browser.locale') return LOCALES;
  if (at === 'browser.device') return DEVICES;
  return key === 'dataset' || at === 'forEach.in.rows' ? around.datasets : [];
}
