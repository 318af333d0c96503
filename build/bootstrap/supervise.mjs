import { spawn } from 'node:child_process';

// Plain JavaScript, because it also runs before Node 24 is there (see build/run.mjs); the types are in supervise.d.mts.

const REPEAT_WINDOW_MS = 300;
const PARENT_CHECK_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** The exit code for an ended program, with the shell's convention for one that died of a signal. */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0);
}

/**
 * Passes each signal on once. Ctrl-C in a terminal reaches us from the terminal and again from npm, and a second signal means
 * "at once" to the app, so repeats within a moment are one.
 */
export function onceAMoment(pass, nowMs) {
  const lastAt = new Map();
  return (signal) => {
    const now = nowMs();
    if (now - (lastAt.get(signal) ?? Number.NEGATIVE_INFINITY) < REPEAT_WINDOW_MS) return;
    lastAt.set(signal, now);
    pass(signal);
  };
}

/** Runs a program with our own input and output to its end, and stays alive for it whatever signals come. */
export function supervise(command, args, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: 'inherit',
      // Its own process group, so that the terminal's Ctrl-C comes to it through us alone. Windows would open a console for it.
      detached: process.platform !== 'win32',
    });
    const stopForwarding = forwardSignals(child);
    const finish = (code) => {
      stopForwarding();
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      finish(127);
    });
    child.on('close', (code, signal) => finish(exitCodeOf(code, signal)));
  });
}

function forwardSignals(child) {
  const forward = onceAMoment(
    (signal) => {
      // Windows has no signals to pass on: there every process of the console hears Ctrl-C itself.
      if (process.platform !== 'win32') child.kill(signal);
    },
    () => performance.now(),
  );
  for (const signal of SIGNALS) process.on(signal, forward);
  const stopWatching = onParentGone(() => forward('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of SIGNALS) process.off(signal, forward);
  };
}

/**
 * Whoever ends npm alone (`kill PID`) ends the shell between npm and us, and nobody tells us. Our parent is then another process. Only
 * under npm: a command started by hand may outlive the terminal that it came from.
 */
function onParentGone(act) {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, PARENT_CHECK_MS);
  return () => clearInterval(watch);
}
