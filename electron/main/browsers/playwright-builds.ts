import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { COMPLETE } from './install-leftovers.ts';
import { registryFolder } from './playwright-browser.ts';

const Builds = z.object({
  browsers: z.array(
    z.object({
      name: z.string(),
      revision: z.string(),
      browserVersion: z.string().optional(),
      revisionOverrides: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** A build of Playwright's that jobs use in exactly the revision that this Playwright knows. */
export interface PlaywrightBuild {
  readonly id: 'firefox' | 'webkit';
  readonly name: string;
  /** Its folder; null = it is not installed. */
  readonly path: string | null;
  /** Of the build that is there; null = not known. */
  readonly version: string | null;
}

const NAMES = { firefox: 'Playwright’s Firefox', webkit: 'Playwright’s WebKit' } as const;

/**
 * The builds of Firefox and WebKit.
 * @param playwright folder of the package `playwright-core`, absolute; its list of builds is read, it is not loaded
 */
export function playwrightBuilds(
  playwright: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): PlaywrightBuild[] {
  const known = readBuilds(join(playwright, 'browsers.json'));
  const registry = registryFolder(env, platform);
  return (['firefox', 'webkit'] as const).map((id) => {
    const build = known.find(({ name }) => name === id);
    const own = build === undefined ? [] : [`${id}-${build.revision}`];
    const overrides = Object.entries(build?.revisionOverrides ?? {});
    const others = overrides.map(
      ([system, revision]) => `${id}_${system.replaceAll('-', '_')}_special-${revision}`,
    );
    const folder = [...own, ...others].find((name) => existsSync(join(registry, name, COMPLETE)));
    const isOwn = folder !== undefined && own.includes(folder);
    return {
      id,
      name: NAMES[id],
      path: folder === undefined ? null : join(registry, folder),
      version: isOwn ? (build?.browserVersion ?? null) : null,
    };
  });
}

function readBuilds(file: string): z.output<typeof Builds>['browsers'] {
  try {
    return Builds.parse(JSON.parse(readFileSync(file, 'utf8'))).browsers;
  } catch {
    return []; // Then nothing of them is known, and nothing is said to be there.
  }
}
