import type { Fault } from '../../../../shared/errors.ts';

export interface JsonTabProps {
  /** The flow's text: what the steps say, or what was typed here and is not JSON yet. */
  readonly text: string;
  readonly faults: readonly Fault[];
  /** With every change, also while it is no JSON. */
  readonly onChange: (text: string) => void;
}

/** The flow as text. */
export function JsonTab({ text }: JsonTabProps) {
  return <pre>{text}</pre>;
}
