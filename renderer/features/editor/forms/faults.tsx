import { IconAlertTriangle } from '@tabler/icons-react';
import type { Fault } from '../../../../shared/errors.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import faultClasses from './faults.module.css';
import { useForm } from './form-context.ts';

interface FaultsProps {
  id?: string;
  faults: readonly Fault[];
}

/** More of one place help nobody. */
const MOST = 5;

/** What is wrong at a field, each with its mend. Nothing while all is well. */
export function Faults({ id, faults }: FaultsProps) {
  const { mend, put } = useForm();
  if (faults.length === 0) return null;
  return (
    <ul id={id} className={faultClasses.faults}>
      {faults.slice(0, MOST).map((fault) => {
        const found = mend(fault);
        return (
          <li key={`${fault.path} ${fault.message}`} className={faultClasses.fault}>
            <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
            <span>{safeText(fault.message, 500)}</span>
            {found !== null && (
              <Button size="sm" onClick={() => put(found)}>
                {t().forms.changeTo(safeText(found.word, 100))}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
