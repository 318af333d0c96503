import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import '../job/mantine-tabs.ts';
import { t } from '../../texts/index.ts';
import classes from './flows.module.css';

const TABS = ['steps', 'versions'] as const;
export type FlowTab = (typeof TABS)[number];

interface FlowTabsProps {
  tab: FlowTab;
  onTab: (tab: FlowTab) => void;
  steps: () => ReactNode;
  versions: () => ReactNode;
}

/** The parts of a flow, one at a time. */
export function FlowTabs({ tab, onTab, ...views }: FlowTabsProps) {
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab(TABS.find((one) => one === value) ?? 'steps')}
      keepMounted={false}
    >
      <Tabs.List className={classes.tabs ?? ''} aria-label={t().flows.tabs.label}>
        {TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t().flows.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map((one) => (
        <Tabs.Panel key={one} value={one}>
          {one === tab ? views[one]() : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
