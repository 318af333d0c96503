import { IconDownload } from '@tabler/icons-react';
import { INSTALLABLE_NAMES, installableOf } from '../../../shared/browsers/installable.ts';
import { Button } from '../../ui/button.tsx';
import { useGoToBrowsers } from './place-context.ts';

/** Beside an error whose mend is to install a browser: leads to where that is done. Nothing beside another one. */
export function InstallButton({ mend }: { mend: string }) {
  const go = useGoToBrowsers();
  const kind = installableOf(mend);
  if (kind === null) return null;
  return (
    <Button size="sm" icon={<IconDownload size={14} stroke={1.5} />} onClick={go}>
      Install {INSTALLABLE_NAMES[kind]}
    </Button>
  );
}
