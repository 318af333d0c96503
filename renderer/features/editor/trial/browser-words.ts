import type { LooseFlow } from '../loose.ts';

const NAMES: Readonly<Record<string, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
};

/** The browser that a draft wants and how large its page is: `Chromium · 1280 × 720`. */
export function browserWords({ browser }: LooseFlow): string {
  const type = partOf(browser, 'type');
  const name = NAMES[typeof type === 'string' ? type : 'chromium'] ?? 'Chromium';
  const device = partOf(browser, 'device');
  if (typeof device === 'string') return `${name} · ${device.slice(0, 60)}`;
  const viewport = partOf(browser, 'viewport');
  const [width, height] = [partOf(viewport, 'width'), partOf(viewport, 'height')];
  const isSize = typeof width === 'number' && typeof height === 'number';
  return isSize ? `${name} · ${width} × ${height}` : `${name} · 1280 × 720`;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
