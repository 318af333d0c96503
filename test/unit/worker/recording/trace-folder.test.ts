import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TraceFolder } from '../../../../electron/worker/browser/recording/trace-folder.ts';

let folder: TraceFolder;
afterEach(() => folder.remove());

function write(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

test('what a piece was made of is weighed and removed, and what others need stays', async () => {
  folder = new TraceFolder();
  for (const name of ['resources', 'screencast']) mkdirSync(join(folder.path, name));
  write(
    'trace_1.trace',
    '{"type":"screencast-frame","file":"screencast/page@a-1.jpeg"}\n{"file":"screencast/../../b.jpeg"}',
  );
  write('trace_1-pwnetcopy-1.network', 'net');
  write('trace_1_2.trace', 'the next piece');
  write('trace_10.trace', 'of another job');
  write('screencast/page@a-1.jpeg', 'picture');
  write('screencast/page@b-1.jpeg', 'picture of another job');
  write('resources/shared.css', 'a {}');
  expect(await folder.bytesOf('trace_10')).toBe('of another job'.length);
  await folder.forget('trace_1', true);
  expect(await folder.bytesOf('trace_1')).toBe(0);
  expect(readdirSync(folder.path).sort()).toEqual([
    'resources',
    'screencast',
    'trace_10.trace',
    'trace_1_2.trace',
  ]);
  expect(readdirSync(join(folder.path, 'screencast'))).toEqual(['page@b-1.jpeg']);
  expect(readdirSync(join(folder.path, 'resources'))).toEqual(['shared.css']);
});

test('what the traces of a browser share is bounded: the oldest goes first', async () => {
  folder = new TraceFolder(100);
  mkdirSync(join(folder.path, 'resources'));
  for (let at = 1; at <= 5; at++) utimesSync(write(`resources/${at}`, 'x'.repeat(20)), at, at);
  await folder.boundShared();
  expect(readdirSync(join(folder.path, 'resources')).sort()).toEqual(['1', '2', '3', '4', '5']);
  utimesSync(write('resources/6', 'x'), 6, 6);
  await folder.boundShared();
  expect(readdirSync(join(folder.path, 'resources')).sort()).toEqual(['4', '5', '6']);
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});
