import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from '../../../../electron/main/practice-site/html.ts';

describe('html', () => {
  it('escapes all five characters that can leave text or an attribute', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });

  it('escapes values but not markup that it made itself', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${3}</p>`.markup).toBe('<p title="&quot;"><b>&lt;i&gt;</b>3</p>');
  });

  it('joins lists and leaves nothing for null, undefined and false', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    expect(html`${items}${null}${undefined}${false}`.markup).toBe('<li>a</li><li>&lt;</li>');
  });
});
