// Behaves like Playwright's installer as far as the app sees it: its lines, its half folders, its lock, its marker.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [mode, registry, temporary] = process.argv.slice(2);
const folder = join(registry, 'firefox-1572');

if (mode === 'unreachable') {
  console.error(
    'Error: getaddrinfo ENOTFOUND cdn.playwright.dev\n    at GetAddrInfoReqWrap (/opt/app/node:dns:1:2)',
  );
  process.exit(1);
}
mkdirSync(join(registry, '__dirlock'), { recursive: true });
console.log(
  'Downloading Firefox 159.0 (playwright firefox v1572) from https://cdn.playwright.dev/firefox.zip',
);
writeFileSync(join(temporary, 'firefox.zip'), 'half');
mkdirSync(folder);
process.stdout.write('|■■■■■■■■        |  40% of ');
process.stdout.write('110.5 MiB\n');
if (mode === 'hang') setInterval(() => undefined, 1000);
if (mode === 'dies') process.exit(1);
if (mode === 'works') {
  console.log(`|${'■'.repeat(16)}| 100% of 110.5 MiB`);
  writeFileSync(join(folder, 'INSTALLATION_COMPLETE'), '');
}
