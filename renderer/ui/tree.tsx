// biome-ignore-all lint/a11y/useSemanticElements: rows that stand at their own place cannot be items of a <ul>
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree holds the focus and points to its current item
import type { ComponentPropsWithRef } from 'react';

type DivProps = Omit<ComponentPropsWithRef<'div'>, 'role'>;

/** A tree whose items are placed by hand. It must get a name, and `aria-activedescendant`. */
export function Tree(props: DivProps) {
  return <div tabIndex={0} {...props} role="tree" />;
}

interface ItemProps extends DivProps {
  'aria-level': number;
  'aria-posinset': number;
  'aria-setsize': number;
}

/** One item; its children are items of the next level. */
export function TreeItem(props: ItemProps) {
  return <div {...props} role="treeitem" />;
}
