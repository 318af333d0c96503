import { createGzip } from 'node:zlib';
import type { Handler } from '../support/test-site.ts';

const html = (body: string): string => `<!doctype html><meta charset="utf-8"><title>Hostile</title>${body}`;

/** How many answers of a kind the browser has broken off. */
export const brokenOff = { endless: 0 };

/** A file that never ends, as fast as it is taken. */
const endless: Handler = (_request, response) => {
  response.writeHead(200, attachment('endless.bin'));
  const chunk = Buffer.alloc(256 * 1024, 1);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  response.on('close', () => {
    brokenOff.endless++;
  });
  more();
};

/** A file of which nothing comes any more. */
const stalled: Handler = (_request, response) => {
  response.writeHead(200, attachment('stalled.bin'));
  response.write(Buffer.alloc(1000));
  response.on('close', () => {
    brokenOff.endless++;
  });
};

/** Half a megabyte on the way, 512 MB on the disk. */
const bomb: Handler = (_request, response) => {
  response.writeHead(200, { ...attachment('bomb.bin'), 'content-encoding': 'gzip' });
  const packed = createGzip({ level: 9 });
  packed.pipe(response);
  const zeros = Buffer.alloc(1_000_000);
  let left = 512;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left--;
      if (!packed.write(zeros)) return void packed.once('drain', more);
    }
    packed.end();
  };
  more();
};

function attachment(name: string): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
  };
}

/** Each answer leads to the next one. */
const round: Handler = (request, response) => {
  const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('n') ?? '0');
  response.writeHead(302, { location: `/round?n=${at + 1}` });
  response.end();
};

/** Pages that mean harm, by path. */
export const HOSTILE_PAGES: Record<string, string | Handler> = {
  '/quiet': html('<h1>Quiet</h1>'),
  // Hundreds of thousands of lines.
  '/console': html(`<h1>Logs</h1><script>
    let n = 0;
    setInterval(() => {
      for (let i = 0; i < 100; i++) console[n++ % 2 ? 'error' : 'log']('line ' + n);
      throw new Error('thrown ' + n);
    }, 10);
  </script>`),
  '/long-lines': html(`<h1>Logs</h1><script>
    setTimeout(() => {
      for (let n = 0; n < 30; n++) console.log('x'.repeat(2_000_000) + n);
      console.error('x'.repeat(2_000_000));
    }, 500);
  </script>`),
  '/endless': endless,
  '/stalled': stalled,
  '/bomb': bomb,
  '/files': html('<a href="/endless">Endless</a> <a href="/bomb">Bomb</a> <a href="/stalled">Stalled</a>'),
  '/unasked': html(
    '<h1>Unasked</h1><script>for (let i = 0; i < 5; i++) { const a = document.createElement("a"); a.href = "/endless?" + i; a.download = i + ".bin"; a.click(); }</script>',
  ),
  '/round': round,
  '/reloads': html(
    '<h1>Reloads</h1><script>setTimeout(() => location.replace("/reloads?" + Math.random()), 1)</script>',
  ),
  '/links': html(
    '<h1>Links</h1><a href="file:///etc/passwd">File</a> <a href="javascript:document.title=1">Script</a> <a href="javascript:for(;;)window.open(\'/quiet\')">Endless</a>',
  ),
  // Not shown, so that the browser itself lives on.
  '/huge': html(`<h1>Huge</h1><p id="text" hidden></p><script>
    document.querySelector('#text').textContent = 'words '.repeat(Number(location.search.slice(1)));
  </script>`),
  '/wide': html(
    `<table><tr><td rowspan="60000" colspan="1000">${'x'.repeat(10_000)}</td></tr>${'<tr></tr>'.repeat(1000)}</table>`,
  ),
};
