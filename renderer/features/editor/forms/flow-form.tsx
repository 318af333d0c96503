import { useMemo } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { Flow } from '../../../../shared/flow/schema.ts';
import { t } from '../../../texts/index.ts';
import type { Change, LooseFlow } from '../loose.ts';
import { isObject } from './edit.ts';
import { Faults } from './faults.tsx';
import flowClasses from './flow.module.css';
import { FLOW_SECTIONS, type FlowSection } from './flow-fields.ts';
import { type FormScope, FormScopeProvider } from './form-context.ts';
import classes from './forms.module.css';
import { groupsOf } from './groups.ts';
import { InputsForm } from './inputs-form.tsx';
import { surroundings } from './known-values.ts';
import { mendOf } from './mend.ts';
import { ObjectFields } from './object-fields.tsx';
import { below, faultsLeft } from './paths.ts';

/** The parts of a flow beside its steps. */
export type FlowPart = 'about' | 'inputs' | 'browser' | 'retry';

export interface FlowFormProps {
  readonly part: FlowPart;
  readonly flow: LooseFlow;
  /** All faults of the flow. */
  readonly faults: readonly Fault[];
  readonly onChange: Change<LooseFlow>;
}

/** The fields of one part of a flow: its name, its inputs, browser, or retry, time limits and artifacts. */
export function FlowForm({ part, flow, faults, onChange }: FlowFormProps) {
  const around = useMemo(() => surroundings(flow, ''), [flow]);
  const scope: FormScope = {
    path: '',
    around,
    tools: null,
    health: [],
    mend: (fault) => mendOf(fault, { value: flow, path: '', schema: Flow }),
    put: ({ next }) => onChange(next, part),
  };
  return (
    <FormScopeProvider value={scope}>
      <section className={classes.form} aria-label={t().forms.flowForm[part]}>
        {part === 'inputs' ? (
          <InputsForm flow={flow} faults={faults} onChange={onChange} />
        ) : (
          FLOW_SECTIONS[part].map((section) => (
            <Section
              key={`${part} ${section.key}`}
              section={section}
              flow={flow}
              faults={faults}
              onChange={onChange}
            />
          ))
        )}
      </section>
    </FormScopeProvider>
  );
}

interface SectionProps extends Omit<FlowFormProps, 'part'> {
  section: FlowSection;
}

/** One object of the flow. Everything that it may have is shown: there is room, and one looks for it here. */
function Section({ section: { key, fields }, flow, faults, onChange }: SectionProps) {
  const whole = key === null ? flow : flow[key];
  const value = isObject(whole) ? whole : {};
  const path = key ?? '';
  const shown = fields.map((field) => below(path, field.key));
  const put = (next: LooseFlow, undoKey: string): void => {
    if (key === null) onChange(next, undoKey);
    else onChange({ ...flow, [key]: next }, undoKey);
  };
  return (
    <div className={flowClasses.section}>
      {key !== null && key !== 'browser' && (
        <h3 className={flowClasses.sectionTitle}>{t().forms.sections[titleOf(key)]}</h3>
      )}
      {key !== null && <Faults faults={faultsLeft(faults, path, shown)} />}
      <ObjectFields
        fields={fields}
        groups={groupsOf(path)}
        value={value}
        path={path}
        faults={faults}
        always={new Set(fields.map((field) => field.key))}
        onChange={put}
      />
    </div>
  );
}

function titleOf(key: string): 'retry' | 'timeouts' | 'artifacts' {
  return key === 'timeouts' || key === 'artifacts' ? key : 'retry';
}
