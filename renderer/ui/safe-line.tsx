import { safeText } from './safe-text.ts';
import classes from './text.module.css';

interface SafeLineProps {
  /** Text from a flow, a page or a file. */
  text: string;
  className?: string | undefined;
}

/** Foreign text on one line: cut with an ellipsis, shown whole as a title, its direction kept to itself. */
export function SafeLine({ text, className }: SafeLineProps) {
  const safe = safeText(text);
  return (
    <bdi className={`${classes.line} ${className ?? ''}`} dir="auto" title={safe}>
      {safe}
    </bdi>
  );
}
