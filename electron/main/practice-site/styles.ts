/** The shop's icon: an open book. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d332b"/><path d="M16 10c-2.5-2-6-2.6-9-2.2v14.4c3-.4 6.5.2 9 2.2 2.5-2 6-2.6 9-2.2V7.800c-3-.4-6.5.2-9 2.2z" fill="#fbf7ee"/><path d="M16 10v14.4" stroke="#d19a2f" stroke-width="2"/></svg>
`;

/** The shop's only style sheet: no images, no fonts from elsewhere. */
export const STYLE = `:root {
  color-scheme: light;
  --ink: #22271f;
  --quiet: #5b6358;
  --paper: #fcfaf4;
  --card: #ffffff;
  --line: #ddd8ca;
  --green: #1d332b;
  --link: #1f6049;
  --gold: #e0a93b;
  --red: #a3312a;
  --gutter: clamp(1rem, 4vw, 3rem);
  --edge: max(var(--gutter), calc((100vw - 76rem) / 2 + var(--gutter)));
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif;
  color: var(--ink);
  background: var(--paper);
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; }
body.bare { padding: 1rem; background: var(--card); }
h1, h2, h3, .brand, .cover { font-family: Georgia, 'Liberation Serif', 'Times New Roman', serif; }
h1 { margin: 0 0 .25rem; font-size: 2rem; line-height: 1.2; font-weight: 600; }
p { margin: 0 0 .75rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--gold); outline-offset: 2px; }
code { padding: .1em .35em; border-radius: 4px; background: #efeadc; font-size: .9em; }
.unseen, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus { position: absolute; left: 1rem; top: .5rem; padding: .5rem 1rem; background: #fff; z-index: 1; }

.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 2rem;
  padding: .85rem var(--edge); background: var(--green); color: #fff;
}
.bar a { color: #fff; text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.brand { font-size: 1.5rem; letter-spacing: .01em; }
.search { display: flex; flex: 1 1 18rem; max-width: 40rem; }
.search input {
  flex: 1; min-width: 0; padding: .5rem .75rem; border: 0; border-radius: 6px 0 0 6px; font: inherit;
}
.search button { border-radius: 0 6px 6px 0; }
.bar-links { display: flex; gap: 1.25rem; margin-left: auto; }

.content { flex: 1; width: 100%; max-width: 76rem; margin: 0 auto; padding: 2rem var(--gutter) 3rem; }
.narrow { max-width: 36rem; }
.foot { padding: 1rem var(--edge); border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
.foot p { margin: 0; }
.quiet { color: var(--quiet); }
.section-title { margin: 2rem 0 1rem; font-size: 1.35rem; font-weight: 600; }

button, .button {
  display: inline-block; padding: .55rem 1.1rem; border: 0; border-radius: 6px; cursor: pointer;
  background: var(--gold); color: #241a04; font: inherit; font-weight: 600; text-decoration: none;
}
button:hover, .button:hover { background: #eab955; }

.hero { padding: 2rem; border-radius: 12px; background: #e9eee4; }
.hero h1 { font-size: 2.4rem; }
.hero p:last-child { margin: 1rem 0 0; }
.links { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
.links li { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.links a { font-weight: 600; }
.links span { display: block; color: var(--quiet); font-size: .875rem; }

.with-side { display: grid; grid-template-columns: 9rem 1fr; gap: 2.5rem; }
.side { display: flex; flex-direction: column; gap: .15rem; padding-top: .6rem; }
.side a { padding: .3rem .6rem; border-radius: 6px; color: var(--ink); text-decoration: none; }
.side a:hover { background: #efeadc; }
.side a[aria-current] { background: #e9eee4; color: var(--link); font-weight: 600; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: 1.5rem 1.25rem; margin-top: 1rem; }
.card { position: relative; display: flex; flex-direction: column; padding: .75rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.card:hover { border-color: #b9b29d; }
.card-title { margin: .75rem 0 0; font-size: 1.05rem; line-height: 1.25; font-weight: 600; }
.card-title a { color: inherit; text-decoration: none; }
.card-title a::after { content: ''; position: absolute; inset: 0; border-radius: 10px; }
.card:hover .card-title a { text-decoration: underline; }
.card-title a:focus-visible { outline: none; }
.card-title a:focus-visible::after { outline: 3px solid var(--gold); outline-offset: 2px; }
.card-author { margin: .1rem 0 .5rem; color: var(--quiet); font-size: .875rem; }
.card-facts { display: flex; justify-content: space-between; align-items: baseline; margin: auto 0 0; }
.card-rating { margin: .25rem 0 0; color: var(--quiet); font-size: .875rem; }
.card-rating span { color: #a86d00; }
.price { font-weight: 700; }
.stock { color: var(--link); font-size: .875rem; }
.stock-none { color: var(--red); }

.cover {
  display: flex; align-items: center; justify-content: center; aspect-ratio: 4 / 5; padding: 1.25rem;
  border-radius: 4px; color: #fff; text-align: center; font-size: 1.1rem; line-height: 1.3;
  background-image: linear-gradient(rgb(255 255 255 / .55), rgb(255 255 255 / .55)), linear-gradient(rgb(255 255 255 / .55), rgb(255 255 255 / .55)),
    linear-gradient(90deg, rgb(0 0 0 / .22) 0 .4rem, transparent .4rem);
  background-size: 70% 2px, 70% 2px, 100% 100%; background-position: 50% 14%, 50% 86%, 0 0; background-repeat: no-repeat;
}
.cover-0 { background-color: #ad4f38; }
.cover-1 { background-color: #2d5b75; }
.cover-2 { background-color: #93701c; }
.cover-3 { background-color: #46694b; }
.cover-4 { background-color: #664a7f; }
.cover-5 { background-color: #33475f; }
.cover-6 { background-color: #9c3a50; }
.cover-7 { background-color: #2f7280; }

.pager { display: flex; flex-wrap: wrap; justify-content: center; gap: .4rem; margin-top: 2rem; }
.pager a { padding: .4rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); text-decoration: none; }
.pager a:hover { border-color: var(--link); }
.pager a[aria-current] { border-color: var(--green); background: var(--green); color: #fff; }

.crumbs { margin-bottom: 1.25rem; font-size: .875rem; }
.detail { display: grid; grid-template-columns: 16rem 1fr; gap: 2.5rem; align-items: start; max-width: 56rem; }
.detail .cover { font-size: 1.6rem; }
.detail-price { display: flex; gap: 1rem; align-items: baseline; font-size: 1.25rem; }
.facts { margin: 1.25rem 0; border-top: 1px solid var(--line); }
.facts div { display: flex; gap: 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.facts dt { flex: 0 0 7rem; color: var(--quiet); }
.facts dd { margin: 0; overflow-wrap: anywhere; }

.form { display: flex; flex-direction: column; align-items: flex-start; gap: .35rem; margin: 1rem 0; }
.form label { font-weight: 600; }
.form input:not([type='checkbox']), .form select, .form textarea {
  width: 100%; max-width: 26rem; margin-bottom: .6rem; padding: .5rem .7rem; border: 1px solid #8d8a7c; border-radius: 6px;
  background: #fff; color: inherit; font: inherit;
}
.check { display: flex; gap: .5rem; align-items: center; margin-bottom: .6rem; }
.check input { width: 1.1rem; height: 1.1rem; accent-color: var(--link); }
.alert, .note { margin-top: .75rem; padding: .65rem 1rem; border-left: 4px solid var(--red); border-radius: 4px; background: #f9e7e4; }
.note { border-color: var(--link); background: #e9eee4; }
.frame { width: 100%; height: 15rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }

.order { display: grid; grid-template-columns: 1fr 11rem 6rem; gap: 1rem; align-items: baseline; padding: .75rem 1rem; border: 1px solid var(--line); border-bottom: 0; background: var(--card); }
.order:last-child { border-bottom: 1px solid var(--line); }
.order-number { margin: 0; font: inherit; font-weight: 600; }
.order-date { color: var(--quiet); }
.order-total { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; }

.table-box { overflow-x: auto; margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; background: var(--card); font-variant-numeric: tabular-nums; }
caption { padding-bottom: .75rem; color: var(--quiet); text-align: left; }
th, td { padding: .5rem .75rem; border: 1px solid var(--line); text-align: left; }
th { background: #efeadc; }
.number { text-align: right; }

@media (max-width: 44rem) {
  .with-side, .detail { grid-template-columns: 1fr; gap: 1rem; }
  .side { flex-flow: row wrap; }
  .detail .cover { max-width: 12rem; }
  .order { grid-template-columns: 1fr 9rem 5.5rem; gap: .5rem; }
  .cards { grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1rem .75rem; }
  .card-facts { flex-wrap: wrap; }
}
`;
