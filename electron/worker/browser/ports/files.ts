import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Download } from 'playwright-core';
import type { Found, PdfOptions, ReceivedFile } from '../../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { type Target, targetText } from '../../../../shared/flow/target.ts';
import { COVER, covers } from '../failure/picture.ts';
import { isFileField } from '../page-scripts.ts';
import { tooMuchToRead } from '../read-list.ts';
import { isTimeout, ONE_ATTACHED, ONE_VISIBLE, type PortCore, tooLate } from './core.ts';
import { click } from './elements.ts';

export async function screenshot(
  core: PortCore,
  { target, fullPage }: { target?: Target | undefined; fullPage: boolean },
): Promise<{ bytes: Uint8Array; candidate: number | null }> {
  const mask = covers(core.page, core.limits.secrets ?? []);
  if (mask === null) throw tooManyToCover();
  const covered = { mask, maskColor: COVER };
  if (target === undefined) {
    const bytes = await core.guard(() => core.page.screenshot({ fullPage, ...covered, ...core.options() }));
    return { bytes, candidate: null };
  }
  let bytes: Uint8Array = new Uint8Array();
  const { candidate } = await core.onElement(target, ONE_VISIBLE, async (element, options) => {
    bytes = await element.screenshot({ ...covered, ...options });
  });
  return { bytes, candidate };
}

function tooManyToCover(): ActionFailure {
  return new ActionFailure(
    'UnknownError',
    'No picture is taken: the page has more frames than can be searched for secrets.',
    'Take the picture before a secret is typed, in a flow without secrets, or of another page.',
  );
}

/** Clicks the target and waits for the file; the whole context is listened to, as it may come in a new window. */
export async function download(core: PortCore, target: Target): Promise<Found & { file: ReceivedFile }> {
  const since = core.clock.monotonic();
  const found = await click(core, target, { button: 'left', count: 1 });
  const file = await nextFile(core, `${targetText(target)} was clicked, but no download began`, since);
  return { ...found, file };
}

export function waitForDownload(core: PortCore): Promise<ReceivedFile> {
  return nextFile(core, 'No download began');
}

async function nextFile(core: PortCore, failure: string, since?: number): Promise<ReceivedFile> {
  const begun = await core.until(
    () => core.browsing.takeDownload(),
    () => failure,
    since,
  );
  return received(core, begun);
}

function received(core: PortCore, begun: Download): ReceivedFile {
  const { downloadWatch } = core.browsing;
  // Kept, broken off or given up with the step: the browser's own file is needed no more.
  const saveTo = (path: string): Promise<void> =>
    core
      .guard(() => begun.saveAs(path))
      .catch((error: unknown) => downloadFault(downloadWatch.faultOf(begun) ?? error))
      .finally(() => downloadWatch.drop(begun));
  return { suggestedName: begun.suggestedFilename(), saveTo };
}

function downloadFault(error: unknown): never {
  if (error instanceof Error && /^download\.|canceled|failed/i.test(error.message)) {
    throw new ActionFailure(
      'NetworkError',
      'The download broke off before the file was whole.',
      'Try again; if it breaks off every time, open the address in an ordinary browser and see whether it works there.',
    );
  }
  throw error;
}

/** Gives files to a field; where the target is a button, to what it opens. @throws ActionFailure for a wrong path */
export async function upload(core: PortCore, target: Target, paths: readonly string[]): Promise<Found> {
  for (const path of paths) await core.guard(() => checkFile(path));
  return core.act(target, ONE_ATTACHED, async (element, options) => {
    await element.waitFor({ state: 'attached', ...options });
    if (await element.evaluate(isFileField, undefined, options)) {
      await element.setInputFiles([...paths], options);
      return;
    }
    const asked = core.page.waitForEvent('filechooser', options);
    asked.catch(() => undefined);
    await element.click(options);
    const chooser = await asked.catch((error: unknown) => {
      if (!isTimeout(error)) throw error;
      throw tooLate(
        `${targetText(target)} is no field for files, and a click on it asked for none`,
        core.limits.timeoutMs,
      );
    });
    await chooser.setFiles([...paths], options);
  });
}

async function checkFile(path: string): Promise<void> {
  const shown = path === '' ? 'An empty text' : `“${path.slice(0, 300)}”`;
  if (path.includes('\0') || !isAbsolute(path)) {
    throw noFile(`${shown} is not the whole path of a file.`);
  }
  const found = await stat(path).catch(() => null);
  if (found === null) throw noFile(`There is no file ${shown}.`);
  if (!found.isFile()) throw noFile(`${shown} is not a file.`);
}

function noFile(message: string): ActionFailure {
  return new ActionFailure(
    'UnknownError',
    message,
    'Give the whole path of a file that is there, from the top folder of the disk on.',
  );
}

/** Browsers print to PDF without a window only. */
export function pdf(core: PortCore, { format, landscape, background }: PdfOptions): Promise<Uint8Array> {
  return core
    .guard(() => core.page.pdf({ format, landscape, printBackground: background }))
    .catch((error: unknown) => {
      if (!(error instanceof Error) || !/PrintToPDF|Printing|only supported in/i.test(error.message))
        throw error;
      throw new ActionFailure(
        'UnknownError',
        'This browser cannot make a PDF: only one without a window can.',
        'Run the job without a visible browser.',
      );
    });
}

/** A larger page is not saved: it would fill the memory of the worker. */
const MAX_PAGE_CHARS = 50_000_000;

/** The page as it is now. MHTML holds pictures and styles too. */
export async function source(core: PortCore, format: 'html' | 'mhtml'): Promise<string> {
  const length = await core.guard(() =>
    core.page.evaluate(() => document.documentElement?.outerHTML.length ?? 0),
  );
  if (length > MAX_PAGE_CHARS) throw tooMuchToRead('the page', MAX_PAGE_CHARS);
  if (format === 'html') return core.guard(() => core.page.content());
  const session = await core.guard(() => core.context.newCDPSession(core.page));
  try {
    const { data } = await core.guard(() => session.send('Page.captureSnapshot', { format: 'mhtml' }));
    // Lines are joined again, so that nothing that must be masked is cut in two.
    return data.replaceAll(/=\r?\n/g, '');
  } finally {
    session.detach().catch(() => undefined);
  }
}
