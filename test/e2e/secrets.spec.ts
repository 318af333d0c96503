import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronFlags, expect, repository, runElectron, test } from './fixtures.ts';

/** Long enough to be broken over lines, with signs that every format writes in its own way. */
const SECRET = 'q7!Zr&<9ü "k+v" /x=%41 planted-secret-that-is-longer-than-one-line-of-any-mail-format';

/** Puts the secret into every channel that a job has. */
const PLANTED = {
  runwright: 1,
  name: 'Plants a secret',
  inputs: { pw: { type: 'text', secret: true, required: true } },
  retry: { max: 0 },
  artifacts: { screenshots: 'always', trace: 'always' },
  timeouts: { step: 2_000 },
  steps: [
    { action: 'goto', url: '{{env.practice}}/login' },
    { action: 'fill', target: [{ label: 'Email' }], value: '{{secret.pw}}' },
    { action: 'type', target: [{ label: 'Password' }], value: '{{secret.pw}}' },
    { action: 'click', target: [{ role: 'button', name: 'Log in' }] },
    { action: 'log', message: 'logged {{secret.pw}}' },
    { action: 'setVariable', name: 'kept', value: 'kept {{secret.pw}}' },
    {
      action: 'evaluate',
      script: `console.log(s); console.error(s); document.title = s; document.cookie = 'c=' + encodeURIComponent(s);
        localStorage.setItem('s', s); sessionStorage.setItem(s, s);
        const p = document.createElement('article'); p.innerHTML = '<b></b><a href="/books?q=' + encodeURIComponent(s) + '">read</a>';
        p.querySelector('b').textContent = s; p.title = s; document.body.append(p);
        setTimeout(() => alert(s)); return { [s]: [s] };`,
      args: { s: '{{secret.pw}}' },
      as: 'returned',
    },
    { action: 'extract', target: [{ css: 'article b' }], as: 'text' },
    {
      action: 'extractList',
      items: [{ css: 'article' }],
      fields: {
        shown: { target: [{ css: 'b' }] },
        address: { target: [{ css: 'a' }], from: 'attribute', attribute: 'href' },
      },
      dataset: 'rows',
    },
    { action: 'savePage', name: '{{secret.pw}}', format: 'mhtml' },
    { action: 'savePage', format: 'html' },
    { action: 'screenshot', name: 'shot {{secret.pw}}' },
    {
      action: 'request',
      url: '{{env.practice}}/books?q={{secret.pw}}',
      headers: { 'x-secret': '{{secret.pw}}' },
      as: 'answer',
      expect: 'any',
    },
    { action: 'goto', url: '{{env.practice}}/books?q={{secret.pw}}' },
    { action: 'click', target: [{ text: '{{secret.pw}}' }], onError: 'continue' },
    { action: 'try', steps: [{ action: 'goto', url: 'http://127.0.0.1:9/{{secret.pw}}' }], onError: [] },
    { action: 'fail', message: 'failed with {{secret.pw}}' },
  ],
};

test('a secret that a job puts into every channel is in no file that the app wrote, and in nothing that it said', async ({
  dataDir,
}) => {
  const flow = join(dataDir, 'fails.flow.json');
  const completes = join(dataDir, 'completes.flow.json');
  writeFileSync(flow, JSON.stringify(PLANTED));
  writeFileSync(completes, JSON.stringify({ ...PLANTED, steps: PLANTED.steps.slice(0, -1) }));
  const run = (...args: string[]) =>
    runElectron([...electronFlags(), repository, '--data', dataDir, ...args]);
  const told = [
    await run('run', flow, '--input', `pw=${SECRET}`, '--events', '--export', join(dataDir, 'rows.csv')),
    // The same without its last step completes, and has a result.
    await run('run', completes, '--input', `pw=${SECRET}`, '--export', join(dataDir, 'rows.json')),
    await run('show', '2', '--json'),
    await run('jobs', '--json'),
    await run('show', '1', '--json'),
    await run('show', '1'),
  ];

  // It did come to its last step: nothing was hidden by not being done.
  expect(told[0]?.stdout).toContain('failed with •••');
  expect(told[1]?.code).toBe(0);
  expect(told[2]?.stdout).toContain('kept •••');
  for (const { stdout, stderr } of told) {
    expect(leaks(Buffer.from(stdout))).toEqual([]);
    expect(leaks(Buffer.from(stderr))).toEqual([]);
  }
  const files = filesBelow(dataDir).filter((file) => file !== flow && file !== completes);
  expect(files.map((file) => file.split('/').at(-1))).toContain('runwright.db');
  expect(files.some((file) => file.endsWith('.mhtml'))).toBe(true);
  expect(files.flatMap((file) => leaks(readFileSync(file)).map((form) => `${file}: ${form}`))).toEqual([]);
  expect(files.flatMap((file) => leaks(Buffer.from(file)))).toEqual([]);
});

/** The ways to write the secret that stand somewhere in these bytes. */
function leaks(bytes: Buffer): string[] {
  const parts = ['planted-secret-that', 'longer-than-one-line'];
  const encoded = parts.flatMap((part) => [
    Buffer.from(part),
    Buffer.from(part, 'utf16le'),
    // In base64 a text begins at any of three places, so its middle is looked for in all of them.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(
        Buffer.from('x'.repeat(shift) + part)
          .toString('base64')
          .slice(4, -4),
      ),
    ),
  ]);
  return encoded.filter((form) => bytes.includes(form)).map((form) => form.toString('latin1'));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined) return [];
    return info.isDirectory() ? filesBelow(path) : info.isFile() ? [path] : [];
  });
}
