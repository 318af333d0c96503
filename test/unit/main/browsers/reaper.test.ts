import { describe, expect, it } from 'vitest';
import { type ProcessInfo, parsePsLines } from '../../../../electron/main/browsers/process-table.ts';
import { type OpenBrowser, Reaper } from '../../../../electron/main/browsers/reaper.ts';
import { WorkerId } from '../../../../shared/ids.ts';

function setUp(open: OpenBrowser[], processes: ProcessInfo[]) {
  const killed: number[] = [];
  const closed: string[] = [];
  const reaper = new Reaper({
    ledger: { openOnes: () => open, ofWorker: () => open, closed: (token) => closed.push(token) },
    listProcesses: async () => processes,
    kill: (pid) => killed.push(pid),
  });
  return { reaper, killed, closed };
}

describe('the reaper', () => {
  it('ends a browser whose command line carries the token of the ledger', async () => {
    const { reaper, killed, closed } = setUp(
      [{ token: 'aaaa', pid: 10 }],
      [{ pid: 10, commandLine: '/usr/bin/chromium --headless --runwright-browser=aaaa about:blank' }],
    );
    expect(await reaper.reapAll()).toBe(1);
    expect(killed).toEqual([10]);
    expect(closed).toEqual(['aaaa']);
  });

  it('leaves a process alone that got the pid of a browser which has ended', async () => {
    const { reaper, killed, closed } = setUp(
      [{ token: 'aaaa', pid: 10 }],
      [{ pid: 10, commandLine: '/usr/bin/editor notes.txt' }],
    );
    expect(await reaper.reapAll()).toBe(0);
    expect(killed).toEqual([]);
    expect(closed).toEqual(['aaaa']);
  });

  it('ends a browser that carries the token in its environment, as those do that take no switch of ours', async () => {
    const { reaper, killed } = setUp(
      [{ token: 'aaaa', pid: null }],
      [
        { pid: 10, commandLine: 'firefox', environment: 'HOME=/root\0RUNWRIGHT_BROWSER_TOKEN=aaaa\0LANG=C' },
        { pid: 11, commandLine: 'firefox', environment: 'RUNWRIGHT_BROWSER_TOKEN=aaaabb' },
      ],
    );
    await reaper.reapAll();
    expect(killed).toEqual([10]);
  });

  it('finds a browser that was started but never told its pid', async () => {
    const { reaper, killed } = setUp(
      [{ token: 'bbbb', pid: null }],
      [{ pid: 77, commandLine: 'chromium --runwright-browser=bbbb' }],
    );
    await reaper.reapWorker(WorkerId.parse(1));
    expect(killed).toEqual([77]);
  });

  it('does not take a longer token, or a token inside another argument, for ours', async () => {
    const { reaper, killed } = setUp(
      [{ token: 'aaaa', pid: 10 }],
      [
        { pid: 10, commandLine: 'chromium --runwright-browser=aaaab' },
        { pid: 11, commandLine: 'grep x--runwright-browser=aaaa' },
      ],
    );
    await reaper.reapAll();
    expect(killed).toEqual([]);
  });

  it('looks at no process when the ledger has nothing open', async () => {
    let looked = 0;
    const reaper = new Reaper({
      ledger: { openOnes: () => [], ofWorker: () => [], closed: () => {} },
      listProcesses: async () => {
        looked += 1;
        return [];
      },
      kill: () => {},
    });
    await reaper.reapAll();
    expect(looked).toBe(0);
  });
});

describe('the list of processes', () => {
  it('reads pid and command line of each line of ps', () => {
    expect(parsePsLines('    1 /sbin/init splash\n  42 chromium --a b\n\nheader\n')).toEqual([
      { pid: 1, commandLine: '/sbin/init splash' },
      { pid: 42, commandLine: 'chromium --a b' },
    ]);
  });
});
