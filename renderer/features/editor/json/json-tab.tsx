import { lazy, Suspense } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { t } from '../../../texts/index.ts';
import classes from './json.module.css';

export interface JsonTabProps {
  /** The flow's text: what the steps say, or what was typed here and is not JSON yet. */
  readonly text: string;
  readonly faults: readonly Fault[];
  /** With every change, also while it is no JSON. */
  readonly onChange: (text: string) => void;
}

// The editor of the text is large, and many never open it.
const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** The flow as text. */
export function JsonTab(props: JsonTabProps) {
  return (
    <Suspense fallback={<p className={classes.waiting}>{t().json.loading}</p>}>
      <CodeEditor {...props} />
    </Suspense>
  );
}
