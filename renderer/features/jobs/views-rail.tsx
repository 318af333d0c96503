import { IconArrowDown, IconArrowUp, IconDots, IconFilter, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { SavedView } from '../../../shared/job/saved-view.ts';
import { t } from '../../texts/index.ts';
import { formatCount } from '../../ui/format.ts';
import { PopupMenu } from '../../ui/popup-menu.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { useJobs, useJobsActions } from './context.ts';
import classes from './views-rail.module.css';
import type { ViewsState } from './views-store.ts';

interface ViewsRailProps {
  store: StoreApi<ViewsState>;
  /** Goes to the list of jobs. */
  onShow: () => void;
}

/** The saved views, each with how many jobs it shows. Nothing where there is none. */
export function ViewsRail({ store, onShow }: ViewsRailProps) {
  const views = useStore(store, (s) => s.views);
  const [renamed, setRenamed] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ name: string; x: number; y: number } | null>(null);
  if (views.length === 0) return null;
  return (
    <section className={classes.views} aria-label={t().jobsSearch.views}>
      <p className={classes.title}>{t().jobsSearch.views}</p>
      {views.map((view) =>
        view.name === renamed ? (
          <Rename key={view.name} store={store} name={view.name} onEnd={() => setRenamed(null)} />
        ) : (
          <View
            key={view.name}
            store={store}
            view={view}
            onShow={onShow}
            onMenu={(x, y) => setMenu({ name: view.name, x, y })}
          />
        ),
      )}
      {menu !== null && (
        <ViewMenu
          store={store}
          {...menu}
          onRename={() => setRenamed(menu.name)}
          onClose={() => setMenu(null)}
        />
      )}
    </section>
  );
}

interface ViewProps extends ViewsRailProps {
  view: SavedView;
  onMenu: (x: number, y: number) => void;
}

function View({ store, view, onShow, onMenu }: ViewProps) {
  const count = useStore(store, (s) => s.counts.get(view.name));
  const { showView } = useJobsActions();
  const isShown = useJobs(
    (s) => s.filter.text === view.text && s.filter.state === view.state && s.filter.sort === view.sort,
  );
  const name = safeText(view.name, 60);
  return (
    <div className={classes.row}>
      <button
        type="button"
        className={classes.view}
        aria-pressed={isShown}
        onClick={() => {
          showView(view);
          onShow();
        }}
      >
        <IconFilter size={16} stroke={1.5} aria-hidden="true" />
        <bdi className={classes.name}>{name}</bdi>
        {count !== undefined && <span className={classes.count}>{formatCount(count)}</span>}
      </button>
      <button
        type="button"
        className={classes.more}
        aria-label={t().jobsSearch.viewMenu(name)}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          onMenu(right, bottom);
        }}
      >
        <IconDots size={14} stroke={1.5} aria-hidden="true" />
      </button>
    </div>
  );
}

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface ViewMenuProps {
  store: StoreApi<ViewsState>;
  name: string;
  x: number;
  y: number;
  onRename: () => void;
  onClose: () => void;
}

function ViewMenu({ store, name, x, y, onRename, onClose }: ViewMenuProps) {
  const words = t().jobsSearch;
  const { actions } = store.getState();
  const remove = (): void => {
    const undo = actions.remove(name);
    tellWithUndo({ id: `view-${name}`, text: words.viewDeleted(name), undo });
  };
  const item = (word: string, icon: typeof IconPencil, run: () => void) => {
    const Icon = icon;
    return { word, icon: <Icon {...ICON} />, off: null, run, hotkey: undefined };
  };
  return (
    <PopupMenu
      label={words.viewMenu(safeText(name, 60))}
      x={x}
      y={y}
      onClose={onClose}
      items={[
        item(words.rename, IconPencil, onRename),
        item(words.moveUp, IconArrowUp, () => actions.move(name, -1)),
        item(words.moveDown, IconArrowDown, () => actions.move(name, 1)),
        item(t().common.delete, IconTrash, remove),
      ]}
    />
  );
}

function Rename({ store, name, onEnd }: { store: StoreApi<ViewsState>; name: string; onEnd: () => void }) {
  const [text, setText] = useState(name);
  const end = (): void => {
    const to = text.trim();
    if (to !== '' && to !== name) store.getState().actions.rename(name, to);
    onEnd();
  };
  return (
    <input
      className={classes.field}
      aria-label={t().jobsSearch.viewName}
      maxLength={60}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
      autoFocus
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end();
        if (event.key === 'Escape') onEnd();
      }}
    />
  );
}
