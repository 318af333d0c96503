import { IconLogin2 } from '@tabler/icons-react';
import type { JobId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { useProfilesStore } from './context.ts';

/** Where a job waits for a login: opens the job in which to sign in, or the page where the address is asked for. */
export function SignInButton({ profile, onOpenJob }: { profile: string; onOpenJob: (id: JobId) => void }) {
  const profiles = useProfilesStore();
  const signIn = async (): Promise<void> => {
    const job = await profiles.signIn(profile);
    if (job !== null) onOpenJob(job);
  };
  return (
    <Button size="sm" icon={<IconLogin2 size={14} stroke={1.5} />} onClick={() => void signIn()}>
      Sign in again
    </Button>
  );
}
