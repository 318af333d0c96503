import type { FlowDiff, KeyChange, StepChange } from '../../../../shared/flow/diff.ts';
import { describeStep, Step } from '../../../../shared/flow/step.ts';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import { valueText } from './value-text.ts';
import classes from './versions.module.css';

/** More differences than these are counted, not shown. */
const MOST = 500;

/** What is other in one version than in another, step by step. */
export function DiffView({ diff }: { diff: FlowDiff }) {
  const words = t().flows.versions;
  if (diff.steps.length === 0 && diff.settings.length === 0)
    return <p className={classes.quiet}>{words.same}</p>;
  const left = diff.steps.length - MOST;
  return (
    <>
      {diff.settings.length > 0 && (
        <section className={classes.change}>
          <h4 className={classes.changeHead}>{words.settings}</h4>
          <Keys keys={diff.settings} />
        </section>
      )}
      <ol className={classes.changes}>
        {diff.steps.slice(0, MOST).map((change) => (
          <li key={keyOf(change)} className={classes.change} data-kind={change.kind}>
            <p className={classes.changeHead}>
              <span className={classes.kind}>{words.kind[change.kind]}</span>
              <span className={classes.place}>{placeOf(change)}</span>
              <bdi className={classes.title}>{titleOf(change)}</bdi>
            </p>
            {(change.kind === 'moved' || change.kind === 'changed') && <Keys keys={change.keys} />}
          </li>
        ))}
      </ol>
      {left > 0 && <p className={classes.quiet}>{words.cutOff(left)}</p>}
    </>
  );
}

function Keys({ keys }: { keys: readonly KeyChange[] }) {
  if (keys.length === 0) return null;
  return (
    <dl className={classes.keys}>
      {keys.map(({ key, before, after }) => (
        <div key={key}>
          <dt>
            <code>{safeText(key, 100)}</code>
          </dt>
          <dd>
            <Value value={before} className={classes.before} />
            {' → '}
            <Value value={after} className={classes.after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value, className }: { value: unknown; className: string | undefined }) {
  if (value === undefined) return <span className={classes.quiet}>{t().flows.versions.nothing}</span>;
  return (
    <code className={className}>
      <bdi>{valueText(value)}</bdi>
    </code>
  );
}

function keyOf(change: StepChange): string {
  return change.kind === 'removed' ? `-${change.from}` : change.to;
}

function placeOf(change: StepChange): string {
  const words = t().flows.versions;
  if (change.kind === 'added') return words.at(change.to);
  if (change.kind === 'removed') return words.at(change.from);
  return change.from === change.to ? words.at(change.to) : words.fromTo(change.from, change.to);
}

/** A step of an older app may be none for this one: then its action is its name. */
function titleOf({ step }: StepChange): string {
  const known = Step.safeParse(step);
  return safeText(known.success ? describeStep(known.data) : String(step.action), 300);
}
