import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonLine, streamOutput } from '../../../../electron/main/cli/output.ts';

describe('the output of a command', () => {
  it('keeps stdout and stderr apart', async () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const output = streamOutput(stdout, stderr);
    output.out('a');
    output.err('b');
    output.out('c');
    await output.drained();
    expect(stdout.read().toString()).toBe('a\nc\n');
    expect(stderr.read().toString()).toBe('b\n');
  });

  it('is drained only when a slow reader has taken every line', async () => {
    const taken: (() => void)[] = [];
    const slow = new Writable({ write: (_chunk, _encoding, done) => void taken.push(done) });
    const output = streamOutput(slow, new PassThrough());
    output.out('a');
    let isDrained = false;
    const drained = output.drained().then(() => {
      isDrained = true;
    });
    await Promise.resolve();
    expect(isDrained).toBe(false);
    for (const done of taken) done();
    await drained;
    expect(isDrained).toBe(true);
  });

  it('goes on without a word when the reader has closed the pipe', async () => {
    const closed = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const output = streamOutput(closed, new PassThrough());
    output.out('a');
    await output.drained();
    output.out('b');
    await output.drained();
  });
});

describe('a line of JSON', () => {
  it('holds no character that a terminal would obey, and is the same value when read', () => {
    const value = { text: 'a\u001b[31m\n\u009b2J\u2028b' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
    expect(jsonLine(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
    expect(JSON.parse(jsonLine(value))).toEqual(value);
  });
});
