import { IconFirstAidKit, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Candidate } from '../../../../shared/flow/target.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import { kindOf } from './candidate-kind.ts';
import { CandidateRow } from './candidate-row.tsx';
import { isObject, moveItem } from './edit.ts';
import faultClasses from './faults.module.css';
import type { PartProps } from './form-context.ts';
import { useForm } from './form-context.ts';
import classes from './forms.module.css';
import { below, faultsWithin, keysOf } from './paths.ts';
import type { Shape } from './shape.ts';
import { SortableRows } from './sortable-rows.tsx';
import stripClasses from './strip.module.css';
import { healthOf, promotion } from './target-health.ts';
import type { TargetTools } from './target-tools.ts';
import { useMatches } from './use-matches.ts';

type TargetPartProps = PartProps<Extract<Shape, { kind: 'target' }>>;

/** Targets that are looked for inside of an item: nothing of the whole page is offered for them. */
const INSIDE_ITEMS: ReadonlySet<string> = new Set(['extractList.fields.target']);

/** The candidates of a target in the order in which they are tried: picked on the page, counted, with their health. */
export function TargetPart({ value, at, path, label, isRequired, faults, onChange }: TargetPartProps) {
  const words = t().forms.target;
  const { path: formPath, tools: pageTools, health: known } = useForm();
  const tools = INSIDE_ITEMS.has(at) ? null : pageTools;
  const matches = useMatches(tools);
  const candidates: readonly unknown[] = Array.isArray(value) ? value : [];
  const place = (keysOf(path.slice(formPath.length)) ?? []).join('.');
  const health = healthOf(candidates, place, known);
  const offer = promotion(health);
  const put = (next: readonly unknown[], key: string): void =>
    onChange(next.length === 0 && !isRequired ? undefined : next, key);
  const picking = usePicking(tools);
  const pick = async (): Promise<void> => {
    const found = await picking.ask();
    if (found !== null && found.length > 0) put(found, path);
  };
  const pickOne = async (index: number): Promise<void> => {
    const found = await picking.ask();
    const old = candidates[index];
    const same = found?.find((each) => isObject(old) && kindOf(each) === kindOf(old)) ?? found?.[0];
    if (same !== undefined) put(candidates.with(index, same), below(path, index));
  };
  return (
    <div className={classes.rows}>
      <SortableRows
        what={label}
        count={candidates.length}
        onMove={(from, to) => put(moveItem(candidates, from, to), path)}
        row={(index, grip) => (
          <CandidateRow
            candidate={candidates[index]}
            n={index + 1}
            path={below(path, index)}
            faults={faultsWithin(faults, below(path, index))}
            grip={candidates.length > 1 ? grip : null}
            health={health[index]}
            matches={tools === null ? null : matches}
            onPick={tools === null ? null : () => void pickOne(index)}
            onRemove={() => put(candidates.toSpliced(index, 1), path)}
            onChange={(next, key) => put(candidates.with(index, next), key)}
          />
        )}
      />
      {offer !== null && (
        <p className={stripClasses.offerStrip}>
          <IconFirstAidKit size={14} stroke={1.5} aria-hidden="true" />
          <span>{words.heals(offer.missed, offer.tried, offer.place + 1, offer.healed)}</span>
          <Button size="sm" variant="subtle" onClick={() => put(moveItem(candidates, offer.place, 0), path)}>
            {words.toTop(offer.place + 1)}
          </Button>
        </p>
      )}
      <span className={classes.tools}>
        {!INSIDE_ITEMS.has(at) && (
          <Button
            size="sm"
            variant="subtle"
            aria-label={`${label}: ${words.pick}`}
            title={words.pickHelp}
            offReason={tools === null ? words.noPage : undefined}
            onClick={() => void pick()}
          >
            {picking.isAsking ? words.picking : words.pick}
          </Button>
        )}
        {tools !== null && candidates.length > 0 && (
          <Button size="sm" variant="subtle" onClick={() => matches.countAll(candidates)}>
            {words.countAll}
          </Button>
        )}
        <Button
          size="sm"
          variant="subtle"
          aria-label={t().forms.addTo(label)}
          icon={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
          onClick={() => put([...candidates, { text: '' }], below(path, candidates.length))}
        >
          {t().forms.add}
        </Button>
        {picking.fault !== null && <span className={faultClasses.fault}>{safeText(picking.fault, 300)}</span>}
      </span>
    </div>
  );
}

interface Picking {
  readonly isAsking: boolean;
  readonly fault: string | null;
  /** Null = nothing was pointed at. */
  ask(): Promise<readonly Candidate[] | null>;
}

function usePicking(tools: TargetTools | null): Picking {
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const ask = async (): Promise<readonly Candidate[] | null> => {
    if (tools === null || isAsking) return null;
    setAsking(true);
    setFault(null);
    try {
      return await tools.pick();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      return null;
    } finally {
      setAsking(false);
    }
  };
  return { isAsking, fault, ask };
}
