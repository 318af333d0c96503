import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Annotation } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { t } from '../../../texts/index.ts';
import { placedFaults } from './diagnostics.ts';
import classes from './json.module.css';
import { jsonExtensions, treeOf } from './json-extensions.ts';
import type { JsonTabProps } from './json-tab.tsx';
import { difference, isSameJson } from './text-change.ts';

/** A change that came from outside: it is not told again. */
const fromOutside = Annotation.define<boolean>();

/** The text itself, over CodeMirror. */
export function CodeEditor({ text, faults, onChange }: JsonTabProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const tell = useRef(onChange);
  // What was told and has not come back as a prop yet: an old text must not take the place of a newer one.
  const told = useRef<string[]>([]);
  const first = useRef(text);
  useEffect(() => {
    tell.current = onChange;
  });

  useEffect(() => {
    if (place.current === null) return;
    const made = new EditorView({
      doc: first.current,
      parent: place.current,
      extensions: [
        jsonExtensions(),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          if (update.transactions.some((each) => each.annotation(fromOutside) === true)) return;
          const next = update.state.doc.toString();
          told.current.push(next);
          tell.current(next);
        }),
      ],
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const { current } = view;
    if (current === null) return;
    const echo = told.current.indexOf(text);
    if (echo >= 0) {
      told.current.splice(0, echo + 1);
      return;
    }
    const old = current.state.doc.toString();
    if (old === text || (current.hasFocus && isSameJson(old, text))) return;
    told.current = [];
    current.dispatch({ changes: difference(old, text), annotations: fromOutside.of(true) });
  }, [text]);

  useEffect(() => {
    const { current } = view;
    if (current === null) return;
    // Faults are those of `text`; while something newer stands here, theirs are on the way.
    const now = current.state.doc.toString();
    if (now !== text && !isSameJson(now, text)) return;
    const marks = placedFaults(treeOf(current.state), now, faults).map(asDiagnostic);
    current.dispatch(setDiagnostics(current.state, marks));
  }, [faults, text]);

  return <div ref={place} className={classes.editor} />;
}

function asDiagnostic({ from, to, message, nearest }: ReturnType<typeof placedFaults>[number]): Diagnostic {
  const mark = { from, to: Math.max(from, to), message, severity: 'error' } as const;
  if (nearest === undefined) return mark;
  const name = t().forms.changeTo(nearest);
  return {
    ...mark,
    actions: [
      {
        name,
        apply: (view, at, end) =>
          view.dispatch({ changes: { from: at, to: end, insert: JSON.stringify(nearest) } }),
      },
    ],
  };
}
