import { useState } from 'react';
import { t } from '../../texts/index.ts';
import { CopyButton } from '../job/copy-button.tsx';
import { hasWords } from '../settings/find.ts';
import { formatReference, type StepDoc } from './format-reference.ts';
import classes from './help.module.css';

/** Every step of the flow file with its keys and an example; folded, until it is opened or found. */
export function FormatSection({ wanted }: { wanted: string }) {
  const words = t().help;
  const { actions, controls } = formatReference();
  const fits = (step: StepDoc): boolean => hasWords(textOf(step), wanted);
  const [foundActions, foundControls] = [actions.filter(fits), controls.filter(fits)];
  const count = foundActions.length + foundControls.length;
  return (
    <>
      <p className="visually-hidden" role="status">
        {wanted !== '' && words.found(count)}
      </p>
      {count === 0 && <p>{words.none}</p>}
      <Steps title={words.actions} steps={foundActions} isFound={wanted.trim() !== ''} />
      <Steps title={words.controls} steps={foundControls} isFound={wanted.trim() !== ''} />
      <h3 className={classes.subtitle}>{words.everyStep}</h3>
      <Pairs pairs={words.common} />
    </>
  );
}

function textOf({ type, title, help, keys }: StepDoc): string {
  return `${type} ${title} ${help} ${keys.map(({ name }) => name).join(' ')}`;
}

interface StepsProps {
  title: string;
  steps: readonly StepDoc[];
  /** A few that were searched for stand open. */
  isFound: boolean;
}

const FEW = 3;

function Steps({ title, steps, isFound }: StepsProps) {
  if (steps.length === 0) return null;
  return (
    <>
      <h3 className={classes.subtitle}>{title}</h3>
      <div className={classes.steps}>
        {steps.map((step) => (
          <Step key={`${step.type} ${isFound}`} step={step} opensAtOnce={isFound && steps.length <= FEW} />
        ))}
      </div>
    </>
  );
}

function Step({ step, opensAtOnce }: { step: StepDoc; opensAtOnce: boolean }) {
  // What is folded is not drawn: there are many of them.
  const [toggled, setToggled] = useState<boolean | null>(null);
  const isOpen = toggled ?? opensAtOnce;
  return (
    <details open={isOpen} onToggle={(event) => setToggled(event.currentTarget.open)}>
      <summary className={classes.step}>
        <code className={classes.code}>{step.type}</code>
        <span className={classes.stepTitle}>{step.title}</span>
        <span className={classes.stepHelp}>{step.help}</span>
      </summary>
      {isOpen && <StepBody step={step} />}
    </details>
  );
}

function StepBody({ step: { type, keys, example } }: { step: StepDoc }) {
  const words = t().help;
  return (
    <div className={classes.stepBody}>
      {keys.length === 0 ? (
        <p className={classes.text}>{words.noKeys}</p>
      ) : (
        <table className={classes.table} aria-label={type}>
          <thead>
            <tr>
              <th scope="col">{words.key}</th>
              <th scope="col">{words.type}</th>
              <th scope="col">{words.byDefault}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.name}>
                <th scope="row">
                  <code className={classes.code}>{key.name}</code>
                </th>
                <td>{key.type}</td>
                <td>{key.byDefault ?? (key.needed ? words.needed : '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.exampleHead}>
        {words.example}
        <CopyButton label={words.copy} text={() => example} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre className={classes.example} tabIndex={0}>
        {example}
      </pre>
    </div>
  );
}

/** Words and what they mean. */
export function Pairs({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.pairs}>
      {pairs.map(([word, what]) => (
        <div key={word} className={classes.pair}>
          <dt>
            <code className={classes.code}>{word}</code>
          </dt>
          <dd className={classes.what}>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
