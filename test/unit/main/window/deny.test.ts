import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import {
  harden,
  isNavigationAllowed,
  isPermissionGranted,
  isRequestAllowed,
} from '../../../../electron/main/window/deny.ts';

describe('permissions', () => {
  const ask = {
    permission: 'clipboard-sanitized-write',
    origin: 'app://runwright/index.html',
    isMainFrame: true,
  };
  test.each([
    ['our page puts text on the clipboard', ask, true],
    ['another page does', { ...ask, origin: 'https://example.com/' }, false],
    ['nobody knows which page does', { ...ask, origin: null }, false],
    ['a frame inside our page does', { ...ask, isMainFrame: false }, false],
    ...[
      'clipboard-read',
      'notifications',
      'media',
      'geolocation',
      'openExternal',
      'fileSystem',
      'unknown',
    ].map((permission): [string, typeof ask, boolean] => [
      `our page asks for ${permission}`,
      { ...ask, permission },
      false,
    ]),
  ])('%s', (_why, asked, granted) => {
    expect(isPermissionGranted(asked)).toBe(granted);
  });
});

test.each([
  ['app://runwright/index.html', true, true],
  ['app://runwright/index.html#/jobs', true, true],
  ['app://runwright/index.html', false, false],
  ['artifact://job/1/2', true, false],
  ['https://example.com/', true, false],
  ['file:///etc/passwd', true, false],
  ['data:text/html,hi', true, false],
  ['javascript:alert(1)', true, false],
])('a navigation to %s (main frame: %s) is allowed: %s', (url, isMainFrame, allowed) => {
  expect(isNavigationAllowed(url, isMainFrame)).toBe(allowed);
});

test.each([
  ['app://runwright/assets/a.js', true],
  ['artifact://job/1/2', true],
  ['data:image/png;base64,AA==', true],
  ['devtools://devtools/bundled/inspector.html', true],
  ['https://example.com/a.js', false],
  ['http://127.0.0.1:8080/', false],
  ['ws://127.0.0.1/', false],
  ['file:///etc/passwd', false],
  ['ftp://example.com/', false],
  ['nonsense', false],
])('a request for %s is allowed: %s', (url, allowed) => {
  expect(isRequestAllowed(url)).toBe(allowed);
});

type Listener = (...args: never[]) => unknown;

/** Just enough of a session and a page to keep what `harden` gives them. */
function fakes() {
  const set: { open?: Listener; [name: string]: Listener | undefined } = {};
  const keep = (name: string) => (listener: Listener) => {
    set[name] = listener;
  };
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(keep('request')),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('load') },
  });
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: keep('open') });
  // Only what `harden` touches is there; Electron's own types cannot be built without Electron.
  const typed: unknown[] = [session, contents];
  const isSession = (value: unknown): value is Session => value === session;
  const isContents = (value: unknown): value is WebContents => value === contents;
  return {
    session: pick(typed, isSession),
    contents: pick(typed, isContents),
    set,
    events: { session, contents },
  };
}

function pick<T>(values: readonly unknown[], is: (value: unknown) => value is T): T {
  const found = values.find(is);
  if (found === undefined) throw new Error('not among the fakes');
  return found;
}

describe('a hardened page', () => {
  test('cannot open windows, leave, be redirected, attach a webview or download', () => {
    const { session, contents, set, events } = fakes();
    harden(session, contents);
    expect(set.open?.()).toEqual({ action: 'deny' });
    const denied: [EventEmitter, string, object][] = [
      [events.contents, 'will-frame-navigate', { url: 'https://example.com/', isMainFrame: true }],
      [events.contents, 'will-redirect', { url: 'https://example.com/', isMainFrame: true }],
      [events.contents, 'will-attach-webview', {}],
      [events.session, 'will-download', {}],
    ];
    for (const [emitter, name, event] of denied) {
      const preventDefault = vi.fn();
      emitter.emit(name, { ...event, preventDefault });
      expect(preventDefault, name).toHaveBeenCalledTimes(1);
    }
  });

  test('may load itself again', () => {
    const { session, contents, events } = fakes();
    harden(session, contents);
    const preventDefault = vi.fn();
    events.contents.emit('will-frame-navigate', {
      url: 'app://runwright/index.html',
      isMainFrame: true,
      preventDefault,
    });
    expect(preventDefault).not.toHaveBeenCalled();
  });

  test('is watched once, however often it is hardened', () => {
    const { session, contents, events } = fakes();
    harden(session, contents);
    harden(session, contents);
    expect(events.contents.listenerCount('will-frame-navigate')).toBe(1);
    expect(events.session.setPermissionRequestHandler).toHaveBeenCalledTimes(1);
  });
});
