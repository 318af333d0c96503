import { describe, expect, it } from 'vitest';
import { jobSite } from '../../../../electron/main/services/job-site.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { Flow } from '../../../../shared/flow/schema.ts';

function flowOf(...steps: unknown[]): Flow {
  const inputs = { url: { type: 'text' } };
  const parsed = parseFlow({ runwright: 1, name: 'Test', inputs, steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.flow;
}

function siteOf(url: string, values: { input?: object; row?: object } = {}): string | undefined {
  const shop = { action: 'extract', target: [{ css: 'h1' }], as: 'shop' };
  return jobSite(flowOf(shop, { action: 'goto', url }), { input: {}, row: {}, ...values });
}

describe('the site of a job', () => {
  it.each([
    ['https://shop.example.com/books?page=2', 'shop.example.com'],
    ['HTTP://Shop.Example.COM:8080/', 'shop.example.com'],
    ['http://127.0.0.1:4000/', '127.0.0.1'],
    ['http://[::1]:4000/', '[::1]'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
  ])('is the host of %s: %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
  });

  it('is that of the first page that is opened, whatever comes before and after', () => {
    const flow = flowOf(
      { action: 'waitFor', text: 'x' },
      { action: 'goto', url: 'https://first.example/' },
      { action: 'goto', url: 'https://second.example/' },
    );
    expect(jobSite(flow, { input: {}, row: {} })).toBe('first.example');
  });

  it('is known from the inputs and the row', () => {
    expect(siteOf('{{input.url}}', { input: { url: 'https://a.example/1' } })).toBe('a.example');
    expect(siteOf('https://{{row.shop}}.example/', { row: { shop: 'B' } })).toBe('b.example');
  });

  it.each([
    ['a value that comes only while the job runs', 'https://{{var.shop}}.example/'],
    ['a value that nobody gave', '{{input.url}}'],
    ['an address that is none', 'nowhere'],
    ['a page without a host', 'about:blank'],
    ['a file', 'file:///etc/hosts'],
    ['a host that is longer than a name can be', `https://${'a'.repeat(60)}.${'b.'.repeat(120)}example/`],
  ])('is not known for %s', (_what, url) => {
    expect(siteOf(url)).toBeUndefined();
  });

  it('is not known when no page is opened', () => {
    expect(jobSite(flowOf({ action: 'waitFor', text: 'x' }), { input: {}, row: {} })).toBeUndefined();
  });

  it('is not that of a disabled step, nor of one inside of it', () => {
    const first = { action: 'goto', url: 'https://first.example/' };
    const flow = flowOf(
      { ...first, disabled: true },
      { action: 'repeat', times: 1, steps: [first], disabled: true },
      { action: 'goto', url: 'https://second.example/' },
    );
    expect(jobSite(flow, { input: {}, row: {} })).toBe('second.example');
  });

  it('is that of a called flow whose page comes first, with the inputs that it is given', () => {
    const inner = flowOf({ action: 'goto', url: '{{input.url}}' });
    const outer = flowOf(
      { action: 'callFlow', flow: 'Inner', inputs: { url: 'https://{{input.url}}.example/' } },
      { action: 'goto', url: 'https://second.example/' },
    );
    const scope = { input: { url: 'first' }, row: {} };
    expect(jobSite(outer, scope, (name) => (name === 'Inner' ? inner : null))).toBe('first.example');
    expect(jobSite(outer, scope)).toBe('second.example');
  });

  it('is not looked for without end where flows call each other in a circle', () => {
    const round = flowOf({ action: 'callFlow', flow: 'Round' });
    expect(jobSite(round, { input: {}, row: {} }, () => round)).toBeUndefined();
  });
});
