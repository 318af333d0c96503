import { IconPencil, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SiteRule } from '../../../shared/job/demands.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { delayWords, mostWords } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import classes from './sites.module.css';
import { createSitesStore, type SitesStore } from './store.ts';

/** The rules for sites: how many jobs may be on one at once, and how long between the starts of two. */
export function SitesPage() {
  const [sites] = useState(() =>
    createSitesStore({
      client: appClient(),
      announce,
      onRemoved: ({ site }, undo) =>
        tellWithUndo({ id: `site-removed-${site}`, text: `The rule for ${site} was removed`, undo }),
    }),
  );
  useEffect(() => {
    const load = (): void => void sites.load();
    load();
    // Another window may have changed them meanwhile.
    window.addEventListener('focus', load);
    return () => window.removeEventListener('focus', load);
  }, [sites]);
  const isAdding = useStore(sites.store, (s) => s.form?.of === null);
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Sites</h1>
        <span className={classes.spring} />
        <AddButton onAdd={() => sites.open(null)} />
      </header>
      <div className={classes.page}>
        <Faults sites={sites} />
        {isAdding && <OpenForm sites={sites} />}
        <Rules sites={sites} />
      </div>
    </>
  );
}

function AddButton({ onAdd }: { onAdd: () => void }) {
  return (
    <Button icon={<IconPlus size={16} stroke={1.5} />} onClick={onAdd}>
      Add a rule
    </Button>
  );
}

function Faults({ sites }: { sites: SitesStore }) {
  const fault = useStore(sites.store, (s) => s.fault);
  const listError = useStore(sites.store, (s) => s.listError);
  return (
    <>
      {listError !== null && (
        <ErrorPanel
          title="The rules could not be read"
          detail={listError.message}
          onRetry={() => void sites.load()}
        />
      )}
      {fault !== null && (
        <ErrorPanel
          title={fault.title}
          detail={fault.detail}
          actions={
            <IconButton
              label="Close"
              icon={<IconX size={16} stroke={1.5} />}
              onClick={() => sites.dismissFault()}
            />
          }
        />
      )}
    </>
  );
}

function OpenForm({ sites }: { sites: SitesStore }) {
  const form = useStore(sites.store, (s) => s.form);
  if (form === null) return null;
  return (
    <RuleForm
      form={form}
      onEdit={sites.edit}
      onSave={() => void sites.save()}
      onClose={() => sites.close()}
    />
  );
}

function Rules({ sites }: { sites: SitesStore }) {
  const rules = useStore(sites.store, (s) => s.rules);
  const openOf = useStore(sites.store, (s) => s.form?.of ?? null);
  if (rules === null) return null;
  if (rules.length === 0) {
    return (
      <EmptyState action={<AddButton onAdd={() => sites.open(null)} />}>
        No rules yet. A rule keeps jobs from crowding a site: so many at once, so long between two. Jobs whose
        first page is there wait their turn and take no place of others.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.rules} aria-label="Rules">
      {rules.map((rule) => (
        <li key={rule.site} className={classes.rule}>
          <Rule rule={rule} sites={sites} />
          {openOf === rule.site && <OpenForm sites={sites} />}
        </li>
      ))}
    </ul>
  );
}

function Rule({ rule, sites }: { rule: SiteRule; sites: SitesStore }) {
  return (
    <div className={classes.line}>
      <SafeLine className={classes.site} text={rule.site} />
      <span data-dim={rule.maxRunning === null || undefined}>{mostWords(rule)}</span>
      <span data-dim={rule.delayMs === 0 || undefined}>{delayWords(rule)}</span>
      <span className={classes.lineButtons}>
        <Button
          size="sm"
          icon={<IconPencil size={14} stroke={1.5} />}
          aria-label={`Change the rule for ${rule.site}`}
          onClick={() => sites.open(rule)}
        >
          Change
        </Button>
        <Button
          size="sm"
          icon={<IconTrash size={14} stroke={1.5} />}
          aria-label={`Remove the rule for ${rule.site}`}
          onClick={() => void sites.remove(rule)}
        >
          Remove
        </Button>
      </span>
    </div>
  );
}
