import { useMemo } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import type { CandidateHealth } from '../../../../shared/flow/health.ts';
import { Step } from '../../../../shared/flow/step.ts';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import type { Change, LooseFlow, LooseStep } from '../loose.ts';
import { Faults } from './faults.tsx';
import { type FormScope, FormScopeProvider } from './form-context.ts';
import classes from './forms.module.css';
import { surroundings } from './known-values.ts';
import { ListPicker } from './list-picker.tsx';
import { mendOf } from './mend.ts';
import { ObjectFields } from './object-fields.tsx';
import { below, faultsLeft } from './paths.ts';
import { ALWAYS, stepFields } from './steps-fields.ts';
import type { TargetTools } from './target-tools.ts';

export interface StepFormProps {
  /** The flow that the step stands in: for what values may be put in there. */
  readonly flow: LooseFlow;
  readonly step: LooseStep;
  /** Where it stands: `steps[2].else[0]`. */
  readonly path: string;
  /** The faults of the step itself, their paths as `parseFlow` gives them, from the root of the flow. */
  readonly faults: readonly Fault[];
  /** How the candidates of its targets did. */
  readonly health: readonly CandidateHealth[];
  /** What the page of a trial run can do for a target; null while there is none. */
  readonly tools: TargetTools | null;
  readonly onChange: Change<LooseStep>;
}

/** The fields of one step. */
export function StepForm({ flow, step, path, faults, health, tools, onChange }: StepFormProps) {
  const around = useMemo(() => surroundings(flow, path), [flow, path]);
  const scope: FormScope = {
    path,
    around,
    tools,
    health,
    mend: (fault) => mendOf(fault, { value: step, path, schema: Step }),
    put: ({ next }) => onChange(next, path),
  };
  const own = stepFields(step.action);
  // What no field shows is told above them: a key that nobody knows, a rule over several keys.
  const shown = own === null ? [] : own.fields.flatMap(({ key }) => (key in step ? [below(path, key)] : []));
  const words = t().forms;
  return (
    <FormScopeProvider value={scope}>
      <section
        className={classes.form}
        aria-label={words.stepForm(own?.title ?? safeText(String(step.action), 60))}
      >
        {own === null && faults.length === 0 && (
          <p className={classes.help}>{words.noSuchAction(safeText(String(step.action), 60))}</p>
        )}
        <Faults faults={faultsLeft(faults, path, shown)} />
        {step.action === 'extractList' ? (
          <ListPicker step={step} path={path} tools={tools} onChange={onChange}>
            <OwnFields step={step} path={path} faults={faults} onChange={onChange} />
          </ListPicker>
        ) : (
          <OwnFields step={step} path={path} faults={faults} onChange={onChange} />
        )}
      </section>
    </FormScopeProvider>
  );
}

type OwnFieldsProps = Pick<StepFormProps, 'step' | 'path' | 'faults' | 'onChange'>;

function OwnFields({ step, path, faults, onChange }: OwnFieldsProps) {
  const own = stepFields(step.action);
  if (own === null) return null;
  return (
    <ObjectFields
      key={`${path} ${String(step.action)}`}
      fields={own.fields}
      groups={own.groups}
      value={step}
      path={path}
      faults={faults}
      always={ALWAYS}
      onChange={onChange}
    />
  );
}
