import { IconUserQuestion } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import type { Question } from '../../../shared/live/question.ts';
import { Button } from '../../ui/button.tsx';
import { formatDue } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useTicked } from '../../ui/use-now.ts';
import classes from './live.module.css';

interface QuestionFormProps {
  question: Question;
  /** Why the last answer was not taken; null = none was given. */
  fault: string | null;
  onAnswer: (text: string) => void;
}

/** What a step asks, and the answer to it. A secret is typed unseen. */
export function QuestionForm({ question, fault, onAnswer }: QuestionFormProps) {
  const titleId = useId();
  const due = useTicked((now) => formatDue(question.until, now));
  return (
    <section className={classes.ask} aria-labelledby={titleId}>
      <IconUserQuestion size={16} stroke={1.5} aria-hidden="true" />
      <div className={classes.askBody}>
        <p id={titleId} className={classes.askText}>
          <bdi>{safeText(question.text, 2000)}</bdi>
        </p>
        <Answer question={question} titleId={titleId} onAnswer={onAnswer} />
        {fault !== null && <p className={classes.fault}>{safeText(fault, 500)}</p>}
        <p className={classes.note}>
          The job waits for a person and keeps its place and its browser meanwhile. It gives up: {due}.
        </p>
      </div>
    </section>
  );
}

interface AnswerProps extends Pick<QuestionFormProps, 'question' | 'onAnswer'> {
  titleId: string;
}

function Answer({ question, titleId, onAnswer }: AnswerProps) {
  const [text, setText] = useState('');
  if (question.kind === 'confirm') {
    return (
      <div className={classes.buttons}>
        <Button variant="primary" onClick={() => onAnswer('yes')}>
          Yes
        </Button>
        <Button onClick={() => onAnswer('no')}>No</Button>
      </div>
    );
  }
  if (question.kind === 'choice') {
    return (
      <div className={classes.buttons}>
        {question.choices.map((choice) => (
          <Button key={choice} onClick={() => onAnswer(choice)}>
            {safeText(choice, 80)}
          </Button>
        ))}
      </div>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAnswer(text);
  };
  return (
    <form className={classes.buttons} onSubmit={submit}>
      <input
        className={classes.answer}
        type={question.secret ? 'password' : 'text'}
        aria-labelledby={titleId}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button variant="primary" type="submit">
        Answer
      </Button>
    </form>
  );
}
