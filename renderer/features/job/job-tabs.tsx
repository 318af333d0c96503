import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { AttemptRecord, JobDetail } from '../../../shared/job/schema.ts';
import './mantine-tabs.ts';
import { t } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { formatCount } from '../../ui/format.ts';
import classes from './job-drawer.module.css';

export const TABS = [
  'live',
  'failure',
  'steps',
  'log',
  'results',
  'artifacts',
  'input',
  'attempts',
  'raw',
] as const;
export type Tab = (typeof TABS)[number];

/** Panels of text alone, which take the focus to be scrolled by keyboard. */
const SCROLLED: ReadonlySet<Tab> = new Set(['live', 'failure', 'input', 'attempts', 'steps', 'raw']);

interface JobTabsProps {
  tab: Tab;
  onTab: (tab: Tab) => void;
  detail: JobDetail;
  /** The attempt whose steps are shown. */
  epoch: LeaseEpoch | null;
  onEpoch: (epoch: LeaseEpoch) => void;
  /** A part that stands elsewhere; null = all are here. */
  without: Tab | null;
  /** A step of the job has failed: there is a tab for that. */
  hasFailure: boolean;
  /** One view a tab; only the chosen one is drawn. */
  views: Readonly<Record<Tab, () => ReactNode>>;
}

/** The parts of a job, one at a time. */
export function JobTabs({ tab, onTab, detail, epoch, onEpoch, without, hasFailure, views }: JobTabsProps) {
  const tabs = TABS.filter((one) => one !== without && (one !== 'failure' || hasFailure));
  const counts: Readonly<Record<Tab, number | null>> = {
    live: null,
    failure: null,
    steps: detail.job.stepsTotal || null,
    log: null,
    results: detail.job.rowCount || Object.keys(detail.result ?? {}).length,
    artifacts: detail.artifacts.length,
    input: null,
    attempts: detail.attempts.length,
    raw: null,
  };
  const words = t().job;
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab}
      onChange={(value) => onTab(TABS.find((one) => one === value) ?? 'steps')}
      keepMounted={false}
    >
      <div className={classes.tabBar}>
        <Tabs.List className={classes.tabList ?? ''} aria-label={words.parts}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one} className={classes.tab ?? ''}>
              {words.tabs[one]}
              {counts[one] !== null && <span className={classes.tabCount}>{formatCount(counts[one])}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tab === 'steps' && <AttemptChoice attempts={detail.attempts} epoch={epoch} onEpoch={onEpoch} />}
      </div>
      {tabs.map((one) => (
        <Tabs.Panel
          key={one}
          value={one}
          className={classes.panel ?? ''}
          {...(SCROLLED.has(one) ? { tabIndex: 0 } : {})}
        >
          {one === tab ? views[one]() : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

interface AttemptChoiceProps {
  attempts: readonly AttemptRecord[];
  epoch: LeaseEpoch | null;
  onEpoch: (epoch: LeaseEpoch) => void;
}

function AttemptChoice({ attempts, epoch, onEpoch }: AttemptChoiceProps) {
  if (attempts.length < 2 || epoch === null) return null;
  return (
    <Choice
      label={t().job.attemptShown}
      value={epoch}
      options={attempts.map((one) => ({ value: one.epoch, text: t().job.attempt(one.attempt) }))}
      onChange={onEpoch}
    />
  );
}
