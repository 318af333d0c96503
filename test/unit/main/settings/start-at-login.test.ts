import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { desktopEntry, keepLoginFile, loginFile } from '../../../../electron/main/settings/start-at-login.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-login-'));
  file = loginFile('linux', { XDG_CONFIG_HOME: folder }) ?? '';
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('knows where a Linux desktop looks, and leaves other systems to themselves', () => {
  expect(loginFile('linux', { HOME: '/home/ada' })).toBe('/home/ada/.config/autostart/runwright.desktop');
  expect(loginFile('linux', { HOME: '/home/ada', XDG_CONFIG_HOME: 'not/absolute' })).toContain(
    '/home/ada/.config',
  );
  expect(loginFile('win32', {})).toBeNull();
});

it('writes the file, writes it again, and removes it', () => {
  keepLoginFile(file, ['/opt/Runwright/runwright', '--hidden']);
  keepLoginFile(file, ['/opt/other/runwright', '--hidden']);
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/other/runwright" "--hidden"\n');
  expect(existsSync(`${file}.new`)).toBe(false);
  keepLoginFile(file, null);
  expect(existsSync(file)).toBe(false);
  keepLoginFile(file, null);
});

it('leaves a file of somebody else as it is', () => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '[Desktop Entry]\nName=Mine\n');
  expect(() => keepLoginFile(file, ['/opt/runwright'])).toThrow('left alone');
  expect(() => keepLoginFile(file, null)).toThrow('left alone');
  expect(readFileSync(file, 'utf8')).toContain('Name=Mine');
});

it('says that a place cannot be written', () => {
  writeFileSync(join(folder, 'autostart'), 'a file where the folder should be');
  expect(() => keepLoginFile(file, ['/opt/runwright'])).toThrow('could not be written');
});

it('escapes what has a meaning in a command', () => {
  const line = desktopEntry(['/a b/"x"', '$HOME', '50%', 'back\\slash', '`id`']).split('\n');
  expect(line).toContain('Exec="/a b/\\\\"x\\\\"" "\\\\$HOME" "50%%" "back\\\\\\\\slash" "\\\\`id\\\\`"');
  expect(() => desktopEntry(['/a\nExec=evil'])).toThrow('line break');
});
