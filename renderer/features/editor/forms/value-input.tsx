import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import { type Completion, completionAt, type Offer, withOffer } from './completion.ts';
import { useForm } from './form-context.ts';
import classes from './forms.module.css';
import { OfferList } from './offer-list.tsx';

interface ValueInputProps {
  id?: string | undefined;
  /** For those who hear it, where no label stands before it. */
  label?: string | undefined;
  describedBy?: string | undefined;
  text: string;
  isWrong: boolean;
  /** Several lines. */
  isTall?: boolean;
  placeholder?: string;
  isMono?: boolean;
  onText: (text: string) => void;
}

/** A text that may hold `{{…}}`: what can stand there is offered from the second brace on. */
export function ValueInput(props: ValueInputProps) {
  const {
    id,
    label,
    describedBy,
    text,
    isWrong,
    isTall = false,
    placeholder,
    isMono = false,
    onText,
  } = props;
  const { around } = useForm();
  const listId = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const look = (value: string, at: number | null): void => {
    setOpen(at === null ? null : completionAt(value, at, around.values));
    setActive(0);
  };
  const choose = (offer: Offer): void => {
    if (open === null) return;
    const next = withOffer(text, open, offer);
    caret.current = next.caret;
    onText(next.text);
    setOpen(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { offers } = open ?? { offers: [] };
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      look(text, field.current?.selectionStart ?? null);
      return;
    }
    if (open === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (active + 1) % offers.length,
      ArrowUp: (active - 1 + offers.length) % offers.length,
    };
    const move = moves[event.key];
    const offer = offers[active];
    if (move !== undefined) setActive(move);
    else if ((event.key === 'Enter' || event.key === 'Tab') && offer !== undefined) choose(offer);
    else if (event.key === 'Escape') setOpen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const common = {
    ref: field,
    id,
    className: `${classes.input} ${isTall ? classes.tall : ''} ${isMono ? classes.mono : ''}`,
    value: text,
    placeholder,
    autoComplete: 'off',
    spellCheck: false,
    role: 'combobox',
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': isWrong || undefined,
    'aria-autocomplete': 'list',
    'aria-expanded': open !== null,
    'aria-controls': open === null ? undefined : listId,
    'aria-activedescendant': open === null ? undefined : `${listId}-${active}`,
    onChange: (event: { currentTarget: { value: string; selectionStart: number | null } }) => {
      onText(event.currentTarget.value);
      look(event.currentTarget.value, event.currentTarget.selectionStart);
    },
    onKeyDown,
    onBlur: () => setOpen(null),
  } as const;
  return (
    <span className={classes.valueBox}>
      {isTall ? <textarea {...common} rows={rowsOf(text)} /> : <input {...common} />}
      {open !== null && (
        <OfferList
          id={listId}
          offers={open.offers}
          active={active}
          anchor={field.current}
          onChoose={choose}
          onLeave={() => setOpen(null)}
        />
      )}
      <span className="visually-hidden" role="status">
        {open === null ? '' : safeText(t().forms.offerCount(open.offers.length))}
      </span>
    </span>
  );
}

const MOST_ROWS = 12;

function rowsOf(text: string): number {
  return Math.min(MOST_ROWS, Math.max(2, text.split('\n', MOST_ROWS).length));
}
