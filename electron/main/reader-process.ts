import { utilityProcess } from 'electron';
import { killUtility } from './kill-utility.ts';
import type { ForkReader } from './reader-client.ts';

/**
 * Starts the reader as an Electron utility process. What it prints goes to stderr or nowhere: stdout belongs to the commands.
 * @param script the bundled reader, absolute
 */
export function utilityReader(script: string): ForkReader {
  return (events) => {
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Runwright reader',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let gone = false;
    child.on('message', (message: unknown) => {
      if (!gone) events.onMessage(message);
    });
    child.once('exit', () => {
      gone = true;
      events.onGone();
    });
    return {
      post: (message) => {
        if (!gone) child.postMessage(message);
      },
      kill: () => {
        if (!gone) killUtility(child);
      },
    };
  };
}
