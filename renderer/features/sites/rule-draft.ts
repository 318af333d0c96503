import { SiteRule } from '../../../shared/job/demands.ts';

/** The units that a delay is given in, with their length in milliseconds. */
export const UNITS = { s: 1000, min: 60_000, h: 3_600_000 } as const;
export type Unit = keyof typeof UNITS;

/** A rule as it is typed. */
export interface RuleDraft {
  readonly site: string;
  /** Empty = no limit. */
  readonly most: string;
  /** Empty = no delay. */
  readonly delay: string;
  readonly unit: Unit;
}

export const EMPTY_DRAFT: RuleDraft = { site: '', most: '', delay: '', unit: 's' };

export type RuleField = 'site' | 'most' | 'delay';

/** What is wrong with a field; `nearest` is what may have been meant. */
export interface FieldFault {
  readonly message: string;
  readonly nearest?: string;
}
export type RuleFaults = Readonly<Partial<Record<RuleField, FieldFault>>>;

export type DraftResult =
  | { readonly ok: true; readonly rule: SiteRule }
  | { readonly ok: false; readonly faults: RuleFaults };

const FIELD_OF: Readonly<Record<string, RuleField>> = { site: 'site', maxRunning: 'most', delayMs: 'delay' };
const SENTENCES: Readonly<Record<RuleField, string>> = {
  site: 'Expected is a host name such as shop.example.com, without https:// and path.',
  most: 'Expected is a whole number from 1 to 1,000, or nothing for no limit.',
  delay: 'Expected is a time of at most 24 hours, or nothing for no delay.',
};

/** The draft as a rule, or every fault of it at its field. */
export function readDraft(draft: RuleDraft): DraftResult {
  const parsed = SiteRule.safeParse({
    site: draft.site,
    maxRunning: draft.most.trim() === '' ? null : readNumber(draft.most),
    delayMs: draft.delay.trim() === '' ? 0 : Math.round(readNumber(draft.delay) * UNITS[draft.unit]),
  });
  if (!parsed.success) {
    const fields = new Set(parsed.error.issues.flatMap(({ path: [name] }) => FIELD_OF[String(name)] ?? []));
    return {
      ok: false,
      faults: Object.fromEntries([...fields].map((field) => [field, faultOf(field, draft)])),
    };
  }
  const { maxRunning, delayMs } = parsed.data;
  if (maxRunning === null && delayMs === 0) {
    return {
      ok: false,
      faults: { most: { message: 'Say how many jobs at once, how long between two, or both.' } },
    };
  }
  return { ok: true, rule: parsed.data };
}

/** The rule as it would be typed, the delay in its largest whole unit. */
export function draftOf(rule: SiteRule): RuleDraft {
  const unit =
    (['h', 'min'] as const).find((one) => rule.delayMs >= UNITS[one] && rule.delayMs % UNITS[one] === 0) ??
    's';
  return {
    site: rule.site,
    most: rule.maxRunning === null ? '' : String(rule.maxRunning),
    delay: rule.delayMs === 0 ? '' : String(rule.delayMs / UNITS[unit]),
    unit,
  };
}

/** `at most 2 jobs at once`, `any number of jobs` */
export function mostWords({ maxRunning }: Pick<SiteRule, 'maxRunning'>): string {
  if (maxRunning === null) return 'any number of jobs';
  return `at most ${maxRunning === 1 ? '1 job' : `${maxRunning} jobs`} at once`;
}

/** `at least 2.5 s between two starts`, `no wait between two starts` */
export function delayWords(rule: SiteRule): string {
  if (rule.delayMs === 0) return 'no wait between two starts';
  const { delay, unit } = draftOf(rule);
  return `at least ${delay} ${unit} between two starts`;
}

function faultOf(field: RuleField, draft: RuleDraft): FieldFault {
  const message = SENTENCES[field];
  const nearest = field === 'site' ? hostOf(draft.site) : null;
  return nearest === null ? { message } : { message, nearest };
}

/** A number with a point or a comma; NaN for anything else, which no rule takes. */
function readNumber(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The host of an address that was given in its place. */
function hostOf(text: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url === null || url.host === '' || url.host === text.trim().toLowerCase() ? null : url.host;
}
