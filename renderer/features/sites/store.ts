import { createStore, type StoreApi } from 'zustand/vanilla';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { SiteRule } from '../../../shared/job/demands.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';
import { draftOf, EMPTY_DRAFT, type RuleDraft, type RuleFaults, readDraft } from './rule-draft.ts';

/** The form that is open: a new rule, or the one of a site. */
export interface RuleForm {
  /** Null = a new rule. */
  readonly of: string | null;
  readonly draft: RuleDraft;
  readonly faults: RuleFaults;
}

export interface SitesState {
  /** By site; null until read. */
  readonly rules: readonly SiteRule[] | null;
  readonly listError: WireError | null;
  readonly form: RuleForm | null;
  readonly fault: PageFault | null;
}

export interface SitesStore {
  readonly store: StoreApi<SitesState>;
  load(): Promise<void>;
  /** Opens the form: for a new rule, or to change one. */
  open(rule: SiteRule | null): void;
  close(): void;
  edit(change: Partial<RuleDraft>): void;
  /** Saves what the form says; a wrong form stays open with its faults. */
  save(): Promise<void>;
  /** Removes a rule; `onRemoved` gets what brings it back. */
  remove(rule: SiteRule): Promise<void>;
  dismissFault(): void;
}

interface Deps {
  readonly client: Client<AppContract>;
  announce(sentence: string): void;
  onRemoved(rule: SiteRule, undo: () => void): void;
}

/** How gently each site is to be treated. */
export function createSitesStore({ client, announce, onRemoved }: Deps): SitesStore {
  const store = createStore<SitesState>(() => ({ rules: null, listError: null, form: null, fault: null }));
  const { getState, setState } = store;

  const put = async (rule: SiteRule): Promise<boolean> => {
    setState({ fault: null });
    try {
      await client.call('sites.set', rule);
    } catch (error) {
      setState({ fault: pageFault(`The rule for ${rule.site} could not be saved`, error) });
      return false;
    }
    setState(({ rules }) => ({ rules: withRule(rules ?? [], rule) }));
    announce(`The rule for ${rule.site} is saved`);
    return true;
  };

  return {
    store,
    async load() {
      try {
        const { rules } = await client.call('sites.list', {});
        setState({ rules: rules.toSorted(bySite), listError: null });
      } catch (error) {
        setState({ listError: toWire(error) });
      }
    },
    open: (rule) =>
      setState({
        form:
          rule === null
            ? { of: null, draft: EMPTY_DRAFT, faults: {} }
            : { of: rule.site, draft: draftOf(rule), faults: {} },
      }),
    close: () => setState({ form: null }),
    edit: (change) =>
      setState(({ form }) => ({
        form: form && { ...form, draft: { ...form.draft, ...change }, faults: {} },
      })),
    async save() {
      const { form, rules } = getState();
      if (form === null) return;
      const result = readDraft(form.draft);
      const faults = result.ok ? takenFault(form, result.rule, rules ?? []) : result.faults;
      if (!result.ok || faults !== null) {
        setState({ form: { ...form, faults: faults ?? {} } });
        return;
      }
      if ((await put(result.rule)) && getState().form === form) setState({ form: null });
    },
    async remove(rule) {
      setState({ fault: null });
      try {
        await client.call('sites.remove', { site: rule.site });
        setState((s) => ({
          rules: s.rules?.filter(({ site }) => site !== rule.site) ?? null,
          form: s.form?.of === rule.site ? null : s.form,
        }));
        onRemoved(rule, () => void put(rule));
      } catch (error) {
        setState({ fault: pageFault(`The rule for ${rule.site} could not be removed`, error) });
      }
    },
    dismissFault: () => setState({ fault: null }),
  };
}

/** A new rule must not silently replace the one that a site has. */
function takenFault(form: RuleForm, { site }: SiteRule, rules: readonly SiteRule[]): RuleFaults | null {
  if (form.of !== null || !rules.some((rule) => rule.site === site)) return null;
  return { site: { message: `There is a rule for ${site} already: change that one.` } };
}

function withRule(rules: readonly SiteRule[], rule: SiteRule): readonly SiteRule[] {
  return [...rules.filter(({ site }) => site !== rule.site), rule].sort(bySite);
}

function bySite(a: SiteRule, b: SiteRule): number {
  return a.site.localeCompare(b.site);
}
