import { SafeLine } from '../../ui/safe-line.tsx';
import classes from './panel.module.css';

interface ColumnTicksProps {
  names: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Columns of which some are chosen. */
export function ColumnTicks({ names, chosen, onChange }: ColumnTicksProps) {
  return names.map((name) => (
    <div key={name} className={classes.tick}>
      <label>
        <input
          type="checkbox"
          checked={chosen.includes(name)}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
          }
        />
        <SafeLine text={name} />
      </label>
    </div>
  ));
}
