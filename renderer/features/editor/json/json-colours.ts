import { syntaxTree } from '@codemirror/language';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import classes from './json.module.css';

const MARKS: Readonly<Record<string, Decoration>> = {
  PropertyName: mark(classes.key),
  String: mark(classes.text),
  Number: mark(classes.number),
  True: mark(classes.word),
  False: mark(classes.word),
  Null: mark(classes.word),
};

function mark(name: string | undefined): Decoration {
  return Decoration.mark({ class: name ?? '' });
}

/** Colours the few kinds of words that JSON has, where they are seen. */
export const jsonColours: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }

    update(update: ViewUpdate): void {
      const hasNewTree = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || hasNewTree) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function coloured(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const found = MARKS[node.name];
        if (found !== undefined) builder.add(node.from, node.to, found);
      },
    });
  }
  return builder.finish();
}
