import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { AS_THEY_CAME, type ColumnChoice, moved, ordered, toggled } from './column-plan.ts';
import classes from './panel.module.css';

interface ColumnsPanelProps {
  names: readonly string[];
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
}

/** Which columns are shown, and in what order. */
export function ColumnsPanel({ names, choice, onChange }: ColumnsPanelProps) {
  const words = t().results;
  return (
    <>
      <h2 className={classes.title}>{words.columnsShown}</h2>
      {ordered(names, choice).map((name) => (
        <div key={name} className={classes.tick}>
          <label>
            <input
              type="checkbox"
              checked={!choice.hidden.includes(name)}
              onChange={() => onChange(toggled(names, choice, name))}
            />
            <SafeLine text={name} />
          </label>
          <IconButton
            label={words.moveUp(safeText(name, 60))}
            icon={<IconArrowLeft size={14} stroke={1.5} />}
            onClick={() => onChange(moved(names, choice, name, -1))}
          />
          <IconButton
            label={words.moveDown(safeText(name, 60))}
            icon={<IconArrowRight size={14} stroke={1.5} />}
            onClick={() => onChange(moved(names, choice, name, 1))}
          />
        </div>
      ))}
      <hr className={classes.line} />
      <Button size="sm" onClick={() => onChange(AS_THEY_CAME)}>
        {words.showAllColumns}
      </Button>
    </>
  );
}
