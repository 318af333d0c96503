import { IconLogin2, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { JobId } from '../../../shared/ids.ts';
import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { RelativeTime } from '../../ui/time-text.tsx';
import { useProfiles, useProfilesStore } from './context.ts';
import { ProfileForm } from './profile-form.tsx';
import { STANDING_WORDS, sitesWords, standingOf } from './profile-words.ts';
import classes from './profiles.module.css';
import { RemoveDialog } from './remove-dialog.tsx';

interface ProfilesPageProps {
  onOpenJob: (id: JobId) => void;
}

/** The profiles: who is signed in where, and the way to sign in. */
export function ProfilesPage({ onOpenJob }: ProfilesPageProps) {
  const form = useProfiles((s) => s.form);
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Profiles</h1>
        <span className={classes.spring} />
        <NewButton />
      </header>
      <div className={classes.page}>
        <Faults />
        {form !== null && <ProfileForm form={form} onOpenJob={onOpenJob} />}
        <List onOpenJob={onOpenJob} />
      </div>
      <RemoveDialog />
    </>
  );
}

function NewButton() {
  const profiles = useProfilesStore();
  return (
    <Button icon={<IconPlus size={16} stroke={1.5} />} onClick={() => profiles.openNew()}>
      New profile
    </Button>
  );
}

function Faults() {
  const profiles = useProfilesStore();
  const fault = useProfiles((s) => s.fault);
  const listError = useProfiles((s) => s.listError);
  return (
    <>
      {listError !== null && <ErrorPanel title="The profiles could not be read" detail={listError.message} />}
      {fault !== null && (
        <ErrorPanel
          title={fault.title}
          detail={fault.detail}
          actions={
            <IconButton
              label="Close"
              icon={<IconX size={16} stroke={1.5} />}
              onClick={() => profiles.dismissFault()}
            />
          }
        />
      )}
    </>
  );
}

function List({ onOpenJob }: ProfilesPageProps) {
  const list = useProfiles((s) => s.profiles);
  if (list === null) return null;
  if (list.length === 0) {
    return (
      <EmptyState action={<NewButton />}>
        No profiles yet. A profile keeps you signed in: sign in once in a browser window, and every flow that
        names the profile begins signed in.
      </EmptyState>
    );
  }
  return (
    <ul className={classes.profiles} aria-label="Profiles">
      {list.map((profile) => (
        <li key={profile.name} className={classes.profile}>
          <Profile profile={profile} onOpenJob={onOpenJob} />
        </li>
      ))}
    </ul>
  );
}

function Profile({ profile, onOpenJob }: ProfilesPageProps & { profile: ProfileSummary }) {
  const standing = standingOf(profile);
  return (
    <div className={classes.line}>
      <span className={classes.cell}>
        <SafeLine className={classes.name} text={profile.name} />
        <span className={classes.second}>
          {profile.sites.length === 0 ? 'no site yet' : safeText(sitesWords(profile), 300)}
        </span>
      </span>
      <span className={classes.cell}>
        <span className={classes.standing} data-standing={standing}>
          {STANDING_WORDS[standing]}
        </span>
        <Holder profile={profile} onOpenJob={onOpenJob} />
      </span>
      <span className={classes.cell}>
        <span>
          {profile.savedAt === null ? (
            'never saved'
          ) : (
            <>
              saved <RelativeTime at={profile.savedAt} />, {formatBytes(profile.bytes)}
            </>
          )}
        </span>
        <span className={classes.second}>
          {profile.usedAt === null ? (
            'not used yet'
          ) : (
            <>
              used <RelativeTime at={profile.usedAt} />
            </>
          )}
        </span>
      </span>
      <Buttons profile={profile} onOpenJob={onOpenJob} />
    </div>
  );
}

function Holder({ profile, onOpenJob }: ProfilesPageProps & { profile: ProfileSummary }) {
  const job = profile.heldBy ?? profile.signInJob;
  if (job !== null) {
    return (
      <button type="button" className={classes.job} onClick={() => onOpenJob(job)}>
        job #{job}
      </button>
    );
  }
  if (profile.waiting === 0) return null;
  const verb = profile.waiting === 1 ? 'waits' : 'wait';
  return <span className={classes.second}>{`${plural(profile.waiting, 'job')} ${verb} for it`}</span>;
}

function Buttons({ profile, onOpenJob }: ProfilesPageProps & { profile: ProfileSummary }) {
  const profiles = useProfilesStore();
  const { name, savedAt, heldBy } = profile;
  const word = savedAt === null ? 'Sign in' : 'Sign in again';
  const signIn = async (): Promise<void> => {
    const job = await profiles.signIn(name);
    if (job !== null) onOpenJob(job);
  };
  return (
    <span className={classes.lineButtons}>
      <Button
        size="sm"
        icon={<IconLogin2 size={14} stroke={1.5} />}
        aria-label={`${word} to ${safeText(name, 100)}`}
        onClick={() => void signIn()}
      >
        {word}
      </Button>
      <Button
        size="sm"
        icon={<IconTrash size={14} stroke={1.5} />}
        aria-label={`Remove ${safeText(name, 100)}`}
        offReason={heldBy === null ? undefined : `Job #${heldBy} holds it now`}
        onClick={() => profiles.askRemove(profile)}
      >
        Remove
      </Button>
    </span>
  );
}
