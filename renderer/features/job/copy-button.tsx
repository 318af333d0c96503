import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 1500;

interface CopyButtonProps {
  /** What the button says, and what is copied when it is pressed. */
  label: string;
  text: () => string;
}

/** Copies a text and says so for a moment; its width stays. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = systemClock.setTimer(SHOWN_MS, () => setCopied(false));
    return () => timer.dispose();
  }, [copied]);
  const icon = copied ? <IconCheck size={14} stroke={1.5} /> : <IconCopy size={14} stroke={1.5} />;
  return (
    <Button
      size="sm"
      variant="subtle"
      icon={icon}
      onClick={() => void copyText(text()).then((done) => setCopied(done))}
    >
      {label}
    </Button>
  );
}
