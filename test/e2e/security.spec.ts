import { expect, test } from './fixtures.ts';

test('the page has no Node, no Electron and nothing of the bridge but its three functions', async ({
  launch,
}) => {
  const { page } = await launch();
  const reach = await page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    ipcRenderer: typeof Reflect.get(globalThis, 'ipcRenderer'),
    bridge: Object.keys(window.runwright ?? {}).sort(),
  }));
  expect(reach).toEqual({
    require: 'undefined',
    process: 'undefined',
    ipcRenderer: 'undefined',
    bridge: ['call', 'onBatch', 'stream'],
  });
});

test('the page can neither leave nor open a window nor run a script of its own', async ({ launch }) => {
  const { app, page } = await launch();
  const home = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
    window.open('https://example.com/');
    const script = document.createElement('script');
    script.textContent = 'globalThis.escaped = true';
    document.body.append(script);
  });
  // Asked of Electron, because Playwright waits for the navigation that will never come.
  const after = await app.evaluate(async ({ BrowserWindow }) => {
    const [window, ...more] = BrowserWindow.getAllWindows();
    const escaped: unknown = await window?.webContents.executeJavaScript('globalThis.escaped ?? "caught"');
    return { url: window?.webContents.getURL(), escaped, more: more.length };
  });
  expect(after).toEqual({ url: home, escaped: 'caught', more: 0 });
});

test('an artifact address cannot climb out of the artifacts folder', async ({ launch }) => {
  const { page } = await launch();
  const loaded = await page.evaluate(
    (addresses) =>
      Promise.all(
        addresses.map(
          (src) =>
            new Promise<boolean>((resolve) => {
              const image = new Image();
              image.onload = () => resolve(true);
              image.onerror = () => resolve(false);
              image.src = src;
            }),
        ),
      ),
    ['artifact://job/1/1', 'artifact://job/../../etc/passwd', 'artifact://job/1/..%2f..%2frunwright.db'],
  );
  expect(loaded).toEqual([false, false, false]);
});

test('a call that the contract does not know is refused', async ({ launch }) => {
  const { page } = await launch();
  const reply = await page.evaluate(() => window.runwright?.call({ name: 'constructor', input: {} }));
  expect(reply).toMatchObject({ ok: false, error: { code: 'not_found' } });
});
