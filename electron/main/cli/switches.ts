/**
 * Electron, Chromium and Node read the same command line as we do. What is meant for them is left out before ours is parsed.
 * A list of beginnings and not "whatever we do not know": a mistyped flag of ours must be told, not swallowed.
 */
const BEGINNINGS = [
  '--allow-',
  '--autoplay-policy',
  '--disable-',
  '--enable-',
  '--force-',
  '--gtk-version',
  '--high-dpi-support',
  '--host-resolver-rules',
  '--host-rules',
  '--ignore-certificate-errors',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--inspect',
  '--js-flags',
  '--lang=',
  '--log-file',
  '--log-level',
  '--log-net-log',
  '--max-old-space-size',
  '--no-first-run',
  '--no-proxy-server',
  '--no-sandbox',
  '--no-zygote',
  '--original-process-start-time',
  '--ozone-platform',
  '--password-store',
  '--proxy-',
  '--remote-allow-origins',
  '--remote-debugging-',
  '--secure-schemes',
  '--single-process',
  '--squirrel-',
  '--test-type',
  '--trace-',
  '--updated',
  '--use-angle',
  '--use-gl',
  '--use-mock-keychain',
  '--user-data-dir',
  '--v=',
  '--vmodule',
  '--wm-window-animations-disabled',
  '-psn_',
];

/** True for a switch of Electron, Chromium, Node or the operating system. */
export function isRuntimeSwitch(arg: string): boolean {
  return BEGINNINGS.some((beginning) => arg.startsWith(beginning));
}

/** Leaves out what is meant for the runtime, up to `--`; `-r MODULE` (a preload, as test tools add it) counts with its value. */
export function withoutRuntimeSwitches(args: readonly string[]): string[] {
  const ours: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === undefined) continue;
    if (arg === '--') return [...ours, ...args.slice(index)];
    if (arg === '-r' || arg === '--require') index += 1;
    else if (!isRuntimeSwitch(arg)) ours.push(arg);
  }
  return ours;
}

/**
 * The part of `process.argv` that a person typed.
 * @param argv the whole of it, the executable first
 * @param isPackaged false in development, where the app's folder or main script follows the executable's own switches
 */
export function userArgs(argv: readonly string[], isPackaged: boolean): string[] {
  const args = withoutRuntimeSwitches(argv.slice(1));
  return isPackaged ? args : args.slice(1);
}
