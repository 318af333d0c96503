/** What the files of one folder may import. The longest folder that fits a file is the one that counts. */
export interface Layer {
  readonly folder: string;
  /** Folders of this repository, besides its own. */
  readonly folders: readonly string[];
  /** Packages; `node:*` is every module of Node, `@mantine/*` every package of that scope. */
  readonly packages: readonly string[];
  /** What to do instead of the import that was refused. */
  readonly instead: string;
}

const TO_SHARED = 'Move what both need into shared/, or send it as a message of a contract in shared/ipc/.';

/** The one-way rule: everything imports shared, processes never import each other, natives have one home. */
export const LAYERS: readonly Layer[] = [
  {
    folder: 'shared',
    folders: [],
    packages: ['zod', 'jsep'],
    instead:
      'shared/ runs in every process: take the thing as a parameter and let each process give its own.',
  },
  {
    folder: 'electron/preload',
    folders: ['shared'],
    packages: ['electron'],
    instead:
      'The preload carries messages and knows nothing: put the logic into renderer/api or electron/main/ipc.',
  },
  {
    folder: 'electron/database',
    folders: ['shared'],
    packages: ['better-sqlite3', 'zod', 'node:*'],
    instead: 'electron/database knows the file and its tables only: give it what it needs as a parameter.',
  },
  {
    folder: 'electron/main',
    folders: ['shared', 'electron/database'],
    packages: ['electron', 'zod', 'csv-parse', 'csv-stringify', 'node:*'],
    instead: `${TO_SHARED} Statements belong to electron/database, and nothing of Playwright runs in main.`,
  },
  {
    folder: 'electron/reader',
    folders: ['shared', 'electron/database'],
    packages: ['electron', 'zod', 'csv-stringify', 'write-excel-file', 'yauzl', 'node:*'],
    instead: TO_SHARED,
  },
  {
    folder: 'electron/checkpointer',
    folders: ['shared', 'electron/database'],
    packages: ['zod', 'node:*'],
    instead: TO_SHARED,
  },
  {
    // It loads Playwright by its place on the disk: what it needs of it is exported to nobody.
    folder: 'electron/installer',
    folders: ['shared'],
    packages: ['zod', 'node:*'],
    instead: TO_SHARED,
  },
  {
    folder: 'electron/worker',
    folders: ['shared', 'electron/worker/browser'],
    packages: ['electron', 'zod', 'node:*'],
    instead: `${TO_SHARED} Playwright is spoken to in electron/worker/browser alone, behind the port.`,
  },
  {
    folder: 'electron/worker/browser',
    folders: ['shared', 'electron/worker'],
    packages: ['playwright-core', 'zod', 'node:*'],
    instead: TO_SHARED,
  },
  {
    folder: 'renderer',
    folders: ['shared'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'zod',
      'csv-parse',
      '@mantine/*',
      '@tabler/icons-react',
      '@tanstack/react-virtual',
      '@codemirror/*',
      '@dnd-kit/*',
      '@fontsource-variable/*',
    ],
    instead: 'The page has the contract and nothing else: call main through renderer/api.',
  },
];

/** A file that may import more than its layer, with the reason. */
export interface Exception {
  readonly file: string;
  readonly import: string;
  readonly why: string;
}

export const EXCEPTIONS: readonly Exception[] = [];

/** The only files of the product that may ask for the time or for chance. */
export const TIME_AND_CHANCE: ReadonlyMap<string, string> = new Map([
  ['shared/clock.ts', 'the machine’s clock'],
  ['shared/random.ts', 'the machine’s randomness'],
]);

/** Most lines of a file. */
export const MAX_LINES = 400;

/** Files that are longer, with the reason. */
export const LONG_FILES: ReadonlyMap<string, string> = new Map();
