import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Checkpoints, openCheckpoints } from '../../../electron/database/checkpoint.ts';

let folder: string;
let file: string;
let writer: Database.Database;
let checkpoints: Checkpoints;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-checkpoint-'));
  file = join(folder, 'data.db');
  writer = new Database(file, { timeout: 0 });
  writer.pragma('journal_mode = WAL');
  writer.pragma('wal_autocheckpoint = 0');
  writer.exec('CREATE TABLE page (bytes BLOB)');
  checkpoints = openCheckpoints(file, 100);
});

afterEach(() => {
  checkpoints.close();
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

function writePages(count: number): void {
  const insert = writer.prepare('INSERT INTO page VALUES (zeroblob(4000))');
  writer.transaction(() => {
    for (let n = 0; n < count; n++) insert.run();
  })();
}

describe('the log that commits append to', () => {
  test('is copied into the file by another connection when that is worth it', () => {
    const before = statSync(file).size;
    writePages(200);
    expect(checkpoints.copy()).toBe(0);
    expect(statSync(file).size).toBeGreaterThan(before + 200 * 4000);
  });

  test('is left alone while there is little in it', () => {
    writePages(10);
    expect(checkpoints.copy()).toBeGreaterThanOrEqual(10);
    expect(statSync(file).size).toBeLessThan(10 * 4000);
  });

  test('begins anew after a copy, so that it does not grow', () => {
    writePages(200);
    checkpoints.copy();
    const size = statSync(`${file}-wal`).size;
    for (let round = 0; round < 5; round++) {
      writePages(150);
      checkpoints.copy();
    }
    expect(statSync(`${file}-wal`).size).toBe(size);
  });

  test('is copied as far as a reader allows, and the writer goes on meanwhile', () => {
    const reader = new Database(file, { readonly: true });
    writePages(200);
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT count(*) FROM page').pluck().get()).toBe(200);
    writePages(200);
    expect(checkpoints.copy()).toBeGreaterThan(0);
    writePages(1);
    reader.exec('COMMIT');
    expect(checkpoints.copy()).toBe(0);
    expect(reader.prepare('SELECT count(*) FROM page').pluck().get()).toBe(401);
    reader.close();
  });

  test('can be copied while a transaction of the writer is open', () => {
    writePages(200);
    writer.exec('BEGIN IMMEDIATE');
    expect(checkpoints.copy()).toBe(0);
    writer.exec('INSERT INTO page VALUES (zeroblob(10))');
    writer.exec('COMMIT');
  });
});
