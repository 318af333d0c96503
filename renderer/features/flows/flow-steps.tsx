import { isActionType } from '../../../shared/actions/catalog.ts';
import type { CandidateHealth } from '../../../shared/flow/health.ts';
import { nestedLists, stepPath } from '../../../shared/flow/nested.ts';
import { describeStep, type Step, type StepType } from '../../../shared/flow/step.ts';
import { safeText } from '../../ui/safe-text.ts';
import { ACTION_ICONS } from './action-icons.ts';
import { CONTROL_ICONS } from './control-icons.ts';
import classes from './flows.module.css';
import { listWord, stepDetail } from './step-detail.ts';
import { StepHealth } from './step-health.tsx';
import type { Promotion } from './store.ts';

interface FlowStepsProps {
  steps: readonly Step[];
  /** How the candidates of their targets did. */
  health?: readonly CandidateHealth[];
  onPromote?: (wish: Promotion) => void;
}

const NO_HEALTH: readonly CandidateHealth[] = [];

/** The steps of a flow, to read; what stands inside a step is indented and numbered under it. */
export function FlowSteps({ steps, health = NO_HEALTH, onPromote = () => undefined }: FlowStepsProps) {
  return (
    <section>
      <h3 className={classes.heading}>Steps</h3>
      <StepList steps={steps} parent="" first={1} health={health} onPromote={onPromote} />
    </section>
  );
}

type HealthProps = Required<Omit<FlowStepsProps, 'steps'>>;

function StepList({
  steps,
  parent,
  first,
  ...health
}: { steps: readonly Step[]; parent: string; first: number } & HealthProps) {
  return (
    <ol className={parent === '' ? classes.steps : `${classes.steps} ${classes.nested}`}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step's place is its name, and nothing moves here
        <StepItem key={index} path={stepPath(parent, first + index)} step={step} {...health} />
      ))}
    </ol>
  );
}

function StepItem({ path, step, ...health }: { path: string; step: Step } & HealthProps) {
  return (
    <li>
      <StepRow path={path} step={step} />
      <StepHealth path={path} step={step} {...health} />
      {nestedLists<Step>(step).map(({ key, steps, first }) => (
        <div key={key}>
          {listWord(key) !== '' && <p className={classes.listWord}>{listWord(key)}</p>}
          {steps.length === 0 ? (
            <p className={classes.listWord}>nothing</p>
          ) : (
            <StepList steps={steps} parent={path} first={first} {...health} />
          )}
        </div>
      ))}
    </li>
  );
}

function StepRow({ path, step }: { path: string; step: Step }) {
  const Picture = iconOf(step.action);
  const title = safeText(describeStep(step));
  const detail = safeText(stepDetail(step));
  return (
    <div className={classes.step}>
      <span className={classes.stepNumber}>{path}</span>
      <span className={classes.stepIcon}>
        <Picture size={16} stroke={1.5} aria-hidden="true" />
      </span>
      <span className={classes.stepWords}>
        <bdi className={classes.stepTitle} title={title}>
          {title}
        </bdi>
        <bdi className={classes.stepTarget} title={detail}>
          {detail}
        </bdi>
        {step.note !== undefined && <bdi className={classes.note}>{safeText(step.note)}</bdi>}
      </span>
      {'once' in step && step.once === true && <span className={classes.badge}>once</span>}
    </div>
  );
}

function iconOf(type: StepType) {
  return isActionType(type) ? ACTION_ICONS[type] : CONTROL_ICONS[type];
}
