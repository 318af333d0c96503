import { Menu } from '@mantine/core';
import { IconBraces, IconDownload, IconFileText, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ExportFormat } from '../../../shared/ipc/contract.ts';
import type { DatasetSummary } from '../../../shared/job/schema.ts';
import '../../ui/mantine-menu.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './export-menu.module.css';

interface Format {
  readonly format: ExportFormat;
  readonly name: string;
  readonly says: string;
  readonly icon: ReactNode;
}

export const FORMATS: readonly Format[] = [
  {
    format: 'csv',
    name: 'CSV',
    says: 'comma, UTF-8, header line',
    icon: <IconFileText size={16} stroke={1.5} />,
  },
  {
    format: 'json',
    name: 'JSON',
    says: 'array of rows, numbers stay numbers',
    icon: <IconBraces size={16} stroke={1.5} />,
  },
  { format: 'xlsx', name: 'XLSX', says: 'typed columns', icon: <IconTable size={16} stroke={1.5} /> },
];

interface ExportMenuProps {
  datasets: readonly DatasetSummary[];
  rowCount: number;
  offReason: string | undefined;
  onExport: (dataset: string, format: ExportFormat) => Promise<void>;
}

/** Saves the rows as they are by now: a dataset and a format. */
export function ExportMenu({ datasets, rowCount, offReason, onExport }: ExportMenuProps) {
  const off = offReason ?? (datasets.length === 0 ? 'Export is off: the rows are being read.' : undefined);
  return (
    <Menu
      position="bottom-end"
      width={352}
      disabled={off !== undefined}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ dropdown: classes.menu ?? '' }}
    >
      <Menu.Target>
        <Button icon={<IconDownload size={16} stroke={1.5} />} offReason={off}>
          {rowCount > 0 ? `Export ${plural(rowCount, 'row')}` : 'Export rows'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {datasets.map((dataset) => (
          <DatasetItems key={dataset.name} dataset={dataset} onExport={onExport} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function DatasetItems({
  dataset,
  onExport,
}: {
  dataset: DatasetSummary;
  onExport: ExportMenuProps['onExport'];
}) {
  return (
    <>
      <Menu.Label className={classes.label ?? ''}>
        Export {plural(dataset.rows, 'row')} of <bdi>{safeText(dataset.name, 60)}</bdi>
      </Menu.Label>
      {FORMATS.map(({ format, name, says, icon }) => (
        <Menu.Item
          key={format}
          className={classes.item ?? ''}
          leftSection={icon}
          onClick={() => void onExport(dataset.name, format)}
        >
          <span className={classes.name}>{name}</span>
          <span className={classes.says}>{says}</span>
        </Menu.Item>
      ))}
    </>
  );
}
