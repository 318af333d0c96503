import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  ensureSyntaxTree,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxTree,
} from '@codemirror/language';
import { lintGutter, openLintPanel } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { flowJsonSchema } from '../../../../shared/flow/json-schema.ts';
import { styleNonce } from '../../../api/style-nonce.ts';
import { t } from '../../../texts/index.ts';
import { jsonColours } from './json-colours.ts';
import { type JsonOffer, jsonOffers } from './json-completion.ts';
import type { JsonTree } from './json-places.ts';
import { jsonTheme } from './json-theme.ts';
import { SchemaWords } from './schema-words.ts';

/** Everything that the text of a flow can do but tell its changes. Esc, then Tab leaves it. */
export function jsonExtensions(): Extension {
  const words = new SchemaWords(flowJsonSchema());
  return [
    EditorView.cspNonce.of(styleNonce()),
    EditorState.phrases.of(t().json.phrases),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': t().json.label, spellcheck: 'false' }),
    jsonTheme,
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLineGutter(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    highlightSelectionMatches(),
    autocompletion({ override: [(context) => completions(context, words)], icons: false }),
    json(),
    jsonColours,
    keymap.of([
      { key: 'Mod-Shift-m', run: openLintPanel, preventDefault: true },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

/** How long one key may wait for a long text to be understood, milliseconds. */
const PARSE_MS = 100;

/** The tree of the whole text, or of as much of it as is understood by now. */
export function treeOf(state: EditorState): JsonTree {
  return ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? syntaxTree(state);
}

function completions(context: CompletionContext, words: SchemaWords): CompletionResult | null {
  const { state, pos, explicit } = context;
  const before = context.matchBefore(/["\w$-]+$/);
  if (before === null && !explicit) return null;
  const found = jsonOffers(treeOf(state), state.doc.toString(), pos, words);
  if (found === null) return null;
  return {
    from: found.from,
    to: found.to,
    // What is typed begins with a quotation mark and the labels do not: our own look decides.
    filter: false,
    options: fitting(found.offers, state.sliceDoc(found.from, pos)).map(asCompletion),
  };
}

function fitting(offers: readonly JsonOffer[], typed: string): readonly JsonOffer[] {
  const word = typed.replace(/^["{]+/, '').toLowerCase();
  const at = ({ label }: JsonOffer): number => label.toLowerCase().indexOf(word);
  return offers.filter((each) => at(each) >= 0).toSorted((a, b) => Number(at(a) > 0) - Number(at(b) > 0));
}

function asCompletion(offer: JsonOffer): Completion {
  return {
    label: offer.label,
    detail: offer.detail === '' ? t().json[offer.kind] : offer.detail,
    apply: (view, _, from, to) => put(view, offer.text, from, to),
  };
}

/** Writes an offer, its further lines as far in as the line that it begins on. A quote that was closed by itself goes with it. */
function put(view: EditorView, text: string, from: number, to: number): void {
  const { doc } = view.state;
  const line = doc.lineAt(from);
  const indent = /^\s*/.exec(line.text)?.[0] ?? '';
  const isQuoted = doc.sliceString(from, from + 1) === '"' && doc.sliceString(from, to).length > 0;
  const hasOwnEnd = to - from > 1 && doc.sliceString(to - 1, to) === '"';
  const end = isQuoted && !hasOwnEnd && doc.sliceString(to, to + 1) === '"' ? to + 1 : to;
  const insert = text.replaceAll('\n', `\n${indent}`);
  const caret = insert.indexOf('|');
  view.dispatch({
    changes: { from, to: end, insert: caret < 0 ? insert : insert.replace('|', '') },
    selection: { anchor: from + (caret < 0 ? insert.length : caret) },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}
