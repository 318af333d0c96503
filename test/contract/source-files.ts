import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';

const repository = join(import.meta.dirname, '..', '..');

/** One file of this repository. */
export interface Source {
  /** From the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Every file below the folders whose name ends so. */
export function sourcesOf(folders: readonly string[], ending: RegExp): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => join(repository, folder, name))
      .map((path) => ({
        file: relative(repository, path).split(sep).join('/'),
        text: readFileSync(path, 'utf8'),
      })),
  );
}

/** Everything a file imports: statements, re-exports, `import()` of code and of types, `require()`, `@import`. */
export function importsOf(source: Source): string[] {
  if (source.file.endsWith('.css')) return quoted(source.text, /@import\s+(?:url\()?['"]([^'"]+)['"]/g);
  const { staticImports, staticExports } = parseSync(source.file, source.text).module;
  const exported = staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value));
  return [
    ...staticImports.map((statement) => statement.moduleRequest.value),
    ...exported.filter((name) => name !== undefined),
    ...quoted(withoutComments(source), /(?<![.\w])(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g),
  ];
}

/** The code with its comments blanked out, line for line. */
export function withoutComments({ file, text }: Source): string {
  const { comments } = parseSync(file, text);
  return comments.reduceRight(
    (code, { start, end }) =>
      code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end),
    text,
  );
}

function quoted(text: string, form: RegExp): string[] {
  return [...text.matchAll(form)].map(([, name = '']) => name);
}
