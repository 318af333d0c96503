import { systemClock } from '../../../shared/clock.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { StreamHandlers } from '../../../shared/ipc/define.ts';
import type { Core } from '../core.ts';

/** News of many jobs at once are read once. */
const GATHER_MS = 200;

/** All profiles, again whenever something about them or the jobs that hold them may have changed; the same list is not sent twice. */
export function profileStream({
  profiles,
  publisher,
}: Pick<Core, 'profiles' | 'publisher'>): StreamHandlers<AppContract>['profiles.changed'] {
  return (_input, sink) => {
    let told = '';
    let timer: { dispose(): void } | null = null;
    const push = (): void => {
      timer = null;
      const list = profiles.list();
      const text = JSON.stringify(list);
      if (text === told) return;
      told = text;
      sink.push('profiles', { profiles: list });
    };
    const soon = (): void => {
      timer ??= systemClock.setTimer(GATHER_MS, push);
    };
    push();
    const listening = [publisher.on('profilesChanged', soon), publisher.on('countsChanged', soon)];
    return () => {
      timer?.dispose();
      for (const each of listening) each.dispose();
    };
  };
}
