// What `electron <folder>` runs. The fallback runtime has no default_app.asar of its own, so the set-up packs this file into one
// (build/setup/fallback-unpack.ts). It does what Electron's own default app does for us: preload modules given with `-r` (Playwright's
// loader), then load the app of the first argument that is not a switch, under that app's own name, version and path.
const { app, dialog } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const { preloads, target } = parseArguments(process.argv.slice(1));

/** Splits the command line into the modules to preload and the app to load; what follows the app belongs to the app. */
function parseArguments(args) {
  const found = { preloads: [], target: undefined };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === '-r' || arg === '--require') {
      index += 1;
      found.preloads.push(args[index]);
    } else if (!arg.startsWith('-')) {
      found.target = arg;
      break;
    }
  }
  return found;
}

/** Names the process after the app's package.json and answers with the file to load. */
function describeApp(target) {
  const folder = path.resolve(target);
  const manifestPath = path.join(folder, 'package.json');
  if (!fs.existsSync(manifestPath)) return folder;
  const manifest = JSON.parse(fs.readFileSync(manifestPath, 'utf8'));
  app.name = manifest.productName || manifest.name || app.name;
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  app.setPath('userCache', path.join(app.getPath('cache'), app.name));
  app.setAppPath(folder);
  return path.join(folder, manifest.main || 'index.js');
}

function fail(error) {
  console.error(`Electron could not load ${target}: ${error instanceof Error ? error.stack : error}`);
  if (process.platform !== 'linux' && dialog)
    dialog.showErrorBox('Electron could not load the app', String(error));
  app.exit(1);
}

process.defaultApp = true;
if (preloads.length > 0) Module._preloadModules(preloads);

if (target === undefined) {
  console.log(process.versions.electron);
  app.exit(0);
} else {
  const entry = describeApp(target);
  // CommonJS is loaded at once, before `ready`, because apps register schemes and switches at their top level.
  if (/\.(cjs|js)$/.test(entry) && fs.existsSync(entry)) {
    try {
      Module._load(entry, Module, true);
    } catch (error) {
      if (error?.code === 'ERR_REQUIRE_ESM') import(pathToFileURL(entry).href).catch(fail);
      else fail(error);
    }
  } else {
    import(pathToFileURL(entry).href).catch(fail);
  }
}
