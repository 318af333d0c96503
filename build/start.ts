import { supervise } from './bootstrap/supervise.mjs';
import { createContext, prepare, StageFailure } from './setup/prepare.ts';

/** `npm start [-- command…]`: sets everything up, then runs the app with the arguments given. */
export async function main(args: readonly string[]): Promise<number> {
  const context = await createContext();
  try {
    const ready = await prepare(context, {
      // `doctor` is asked what is there: it must not change the answer.
      browser: args[0] === 'doctor' ? 'look' : 'install',
      browserIsFatal: false,
    });
    try {
      const command = [...ready.switches, context.root, ...args];
      return await supervise(ready.electron.executable, command, ready.env, whereTyped(process.env));
    } finally {
      ready.display?.stop();
    }
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
    if (error.detail !== undefined) process.stderr.write(`${error.detail}\n`);
    process.stderr.write(`${error.sentence}\n`);
    return 1;
  }
}

/** The folder in which the user typed the command: npm goes to the repository, and `run my.flow.json` means a file where the user is. */
function whereTyped(env: NodeJS.ProcessEnv): string {
  return env.INIT_CWD ?? process.cwd();
}
