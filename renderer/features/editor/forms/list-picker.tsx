import { type ReactNode, useState } from 'react';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import type { Change, LooseStep } from '../loose.ts';
import classes from './forms.module.css';
import { below } from './paths.ts';
import { type Reads, ReadsProvider } from './reads-context.ts';
import type { TargetTools } from './target-tools.ts';

interface ListPickerProps {
  step: LooseStep;
  path: string;
  tools: TargetTools | null;
  onChange: Change<LooseStep>;
  children: ReactNode;
}

/** Builds an extract step from two items that a person points at: items, fields, and what each field reads. */
export function ListPicker({ step, path, tools, onChange, children }: ListPickerProps) {
  const words = t().forms.target;
  const [reads, setReads] = useState<Reads>(new Map());
  const [said, setSaid] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const pick = async (): Promise<void> => {
    if (tools === null || isAsking) return;
    setAsking(true);
    setSaid(null);
    try {
      const found = await tools.pickList();
      if (found === null) return;
      const names = Object.entries(found.fields);
      const fields = Object.fromEntries(names.map(([name, { target }]) => [name, { target }]));
      const at = below(path, 'fields');
      setReads(new Map(names.map(([name, field]) => [below(at, name), field.reads])));
      setSaid(words.found(found.count));
      onChange({ ...step, items: found.target, fields }, path);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <ReadsProvider value={reads}>
      <div className={classes.tools}>
        <Button
          size="sm"
          title={words.pickListHelp}
          offReason={tools === null ? words.noPage : undefined}
          onClick={() => void pick()}
        >
          {isAsking ? words.picking : words.pickList}
        </Button>
        <span role="status" className={classes.help}>
          {said === null ? '' : safeText(said, 200)}
        </span>
      </div>
      {children}
    </ReadsProvider>
  );
}
