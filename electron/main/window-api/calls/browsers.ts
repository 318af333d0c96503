import type { Core } from '../../core.ts';
import type { CallsOf } from './part.ts';

/** The browsers of this computer. */
export function browserCalls({ browsers }: Pick<Core, 'browsers'>): CallsOf<'browsers'> {
  return {
    'browsers.list': () => browsers.now(),
    'browsers.install': ({ kind }) => {
      browsers.install(kind);
      return browsers.now();
    },
    'browsers.cancelInstall': async () => ({ stopped: await browsers.cancel() }),
  };
}
