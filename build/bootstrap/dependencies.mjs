import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supervise } from './supervise.mjs';

// Plain JavaScript with Node's own modules only, because it runs before any dependency is there. The types are in dependencies.d.mts.

/** The Node that the tools run on. */
export const TOOLS_NODE = 24;

/**
 * The first package of the lock file that is not installed in that very version, or undefined when all are. `installedVersion` answers with
 * the version in a folder below the repository. Packages for other systems are optional and may be missing.
 */
export function firstMissing(lock, installedVersion) {
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (folder === '' || entry.link) continue;
    const installed = installedVersion(folder);
    if (installed === entry.version) continue;
    if (installed === undefined && (entry.optional || entry.devOptional || entry.peer)) continue;
    return folder;
  }
  return undefined;
}

/** What to do: nothing, only note that all is right, or install. A `npm install` by hand leaves the right content and no stamp. */
export function planDependencies({ lockHash, stamp, missing, hasToolsNode }) {
  if (missing !== undefined || !hasToolsNode) return 'install';
  return stamp === lockHash ? 'nothing' : 'stamp';
}

/** Where the Node of the `node` package lies. */
export function toolsNode(root, platform) {
  return join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Whether this process must hand over to the Node that the tools run on. It must also when a proxy is set, because Node's own fetch reads
 * the proxy variables only when it was told so at its start.
 */
export function needsToolsNode(version = process.versions.node, env = process.env) {
  const proxied = Boolean(env.HTTPS_PROXY || env.https_proxy);
  return !version.startsWith(`${TOOLS_NODE}.`) || (proxied && env.NODE_USE_ENV_PROXY === undefined);
}

/** Runs this very command again in the Node that the tools run on; answers with its exit code. */
export function runInToolsNode(root) {
  const env = {
    ...process.env,
    NODE_USE_ENV_PROXY: process.env.NODE_USE_ENV_PROXY ?? '1',
    // npm says which Node runs it. Outside npm it is this one, and the set-up may need its C headers.
    npm_node_execpath: process.env.npm_node_execpath ?? process.execPath,
  };
  return supervise(toolsNode(root, process.platform), process.argv.slice(1), env, process.cwd());
}

/** Makes node_modules what package-lock.json says. Throws an Error whose message is the one sentence for the user. */
export async function ensureDependencies(root, report) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  const stampPath = join(root, 'node_modules', '.runwright-dependencies');
  const plan = planDependencies({
    lockHash,
    stamp: readText(stampPath)?.trim(),
    missing: firstMissing(JSON.parse(lockText), (folder) => versionIn(join(root, folder))),
    hasToolsNode: hasToolsNode(root),
  });
  if (plan === 'nothing') return;
  if (plan === 'install') await install(root, report);
  writeFileSync(stampPath, `${lockHash}\n`);
}

function hasToolsNode(root) {
  const version = versionIn(join(root, 'node_modules', 'node'));
  return version?.startsWith(`${TOOLS_NODE}.`) === true && existsSync(toolsNode(root, process.platform));
}

async function install(root, report) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  report.progress('dependencies', 'installing with npm ci');
  const ticker = setInterval(
    () => report.progress('dependencies', `installing with npm ci, ${seconds()} s`),
    1000,
  );
  const result = await installPackages(root).finally(() => clearInterval(ticker));
  if (result.code !== 0) throw new Error(installFailure(result.output));
  if (!hasToolsNode(root)) throw new Error(noToolsNode());
  report.line('dependencies', `installed in ${seconds()} s`);
}

/** The sentence for a failed `npm ci`, with npm's own reason. */
export function installFailure(output) {
  if (/in sync/.test(output)) {
    return 'dependencies: package.json and package-lock.json do not agree; run npm install and start again';
  }
  const reasons = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/^(code|errno|syscall|A complete log|path)\b/.test(line));
  const reason = reasons[0] ?? 'npm gave no reason';
  return `dependencies: npm ci failed (${reason}); check the network connection and npm's registry and proxy settings, then start again`;
}

function noToolsNode() {
  return `dependencies: npm did not install Node ${TOOLS_NODE} (the node package); see that npm may run its install script (npm install-scripts ls), delete node_modules and start again`;
}

/**
 * The packages without their install scripts, then the one script that is wanted: it fetches Node 24. Older versions of npm do not know
 * `allowScripts` and would compile better-sqlite3 here, which needs a compiler and Node's headers that the machine may not have.
 */
async function installPackages(root) {
  const packages = await runNpm(root, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev']);
  return packages.code === 0 ? runNpm(root, ['rebuild', 'node']) : packages;
}

function runNpm(root, args) {
  // npm names itself and its Node to the scripts it starts; on Windows the npm on PATH is a batch file and needs a shell.
  const script = process.env.npm_execpath;
  const viaScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  const command = viaScript ? (process.env.npm_node_execpath ?? process.execPath) : 'npm';
  const all = [...(viaScript ? [script] : []), ...args, '--loglevel=error', '--no-progress'];
  return new Promise((resolve) => {
    const child = spawn(command, all, {
      cwd: root,
      shell: !viaScript && process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function versionIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
