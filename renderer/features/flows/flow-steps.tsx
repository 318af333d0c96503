import {
  type Icon,
  IconCamera,
  IconChecks,
  IconClick,
  IconDownload,
  IconForms,
  IconHandFinger,
  IconHourglass,
  IconKeyboard,
  IconListDetails,
  IconQuote,
  IconSelector,
  IconSquareCheck,
  IconWorld,
} from '@tabler/icons-react';
import type { ActionType } from '../../../shared/actions/catalog.ts';
import { describeStep, type Step } from '../../../shared/flow/step.ts';
import { targetText } from '../../../shared/flow/target.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './flows.module.css';

const ICONS: Readonly<Record<ActionType, Icon>> = {
  goto: IconWorld,
  click: IconClick,
  fill: IconForms,
  press: IconKeyboard,
  select: IconSelector,
  check: IconSquareCheck,
  hover: IconHandFinger,
  waitFor: IconHourglass,
  assert: IconChecks,
  extract: IconQuote,
  extractList: IconListDetails,
  screenshot: IconCamera,
  download: IconDownload,
};

/** The steps of a flow, to read. */
export function FlowSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <section>
      <h3 className={classes.heading}>Steps</h3>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's place is its name, and nothing moves here
          <StepRow key={index} number={index + 1} step={step} />
        ))}
      </ol>
    </section>
  );
}

function StepRow({ number, step }: { number: number; step: Step }) {
  const Picture = ICONS[step.action];
  const title = safeText(describeStep(step));
  const detail = safeText(stepDetail(step));
  return (
    <li className={classes.step}>
      <span className={classes.stepNumber}>{number}</span>
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
      {step.once === true && <span className={classes.badge}>once</span>}
    </li>
  );
}

/** `click role button "Search" · 2 candidates`, `goto https://…` */
function stepDetail(step: Step): string {
  if (step.action === 'goto') return `goto ${step.url}`;
  if (!('target' in step) || step.target === undefined) return step.action;
  const more = step.target.length > 1 ? ` · ${step.target.length} candidates` : '';
  return `${step.action} ${targetText(step.target)}${more}`;
}
