#!/usr/bin/env node
// The way in: `node build/run.mjs start|test|check|bench|sim|chaos|schema [arguments]`, which is what the scripts of package.json say.
// It runs on the Node of the machine, on a clone without node_modules: it makes the dependencies right, then goes on in the Node 24
// that is one of them, which runs TypeScript as it is. No newer syntax here, so that an old Node gets to its sentence.

const COMMANDS = ['start', 'test', 'check', 'bench', 'sim', 'chaos', 'schema'];

run(process.argv[2], process.argv.slice(3)).then(exitWith, (error) => {
  console.error(error);
  exitWith(1);
});

async function run(command, args) {
  const { nodeTooOld } = await import('./bootstrap/node-version.mjs');
  const tooOld = nodeTooOld(process.version);
  if (tooOld !== undefined) return refuse(tooOld);
  if (!COMMANDS.includes(command))
    return refuse(`usage: node build/run.mjs ${COMMANDS.join('|')} [arguments]`);

  const { ensureDependencies, needsToolsNode, runInToolsNode } = await import('./bootstrap/dependencies.mjs');
  const { fileURLToPath } = await import('node:url');
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
  try {
    await ensureDependencies(root, plainReport());
  } catch (error) {
    return refuse(error.message);
  }
  if (needsToolsNode()) return runInToolsNode(root);
  const { main } = await import(`./${command}.ts`);
  return main(args);
}

/** Leaves at once: a stray handle must not keep a finished command alive. Output to a pipe is awaited first. */
function exitWith(code) {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

/** The same lines as build/setup/report.ts, which cannot be imported yet. */
function plainReport() {
  let lastAt = Number.NEGATIVE_INFINITY;
  const clear = process.stderr.isTTY ? '\r\u001b[2K' : '';
  const write = (stage, text, end) => process.stderr.write(`${clear}${stage.padEnd(13)}${text}${end}`);
  return {
    line: (stage, text) => write(stage, text, '\n'),
    progress(stage, text) {
      if (process.stderr.isTTY) {
        write(stage, text, '');
      } else if (performance.now() - lastAt >= 30_000) {
        lastAt = performance.now();
        write(stage, text, '\n');
      }
    },
  };
}
