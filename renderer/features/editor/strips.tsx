import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import classes from './editor.module.css';
import { hourMinute } from './editor-top.tsx';
import { documentOf } from './state.ts';
import type { EditorStore } from './store.ts';

/** What a person has to know of the draft before they go on, each with what can be done. */
export function Strips({ editor }: { editor: EditorStore }) {
  const state = useStore(editor.store);
  const { found, conflict, wishFault, tab } = state;
  const words = t().editor;
  return (
    <>
      {found !== null && (
        <div className={classes.strip} role="status">
          <span>{words.found(hourMinute(found))}</span>
          <Button size="sm" onClick={editor.keepFound}>
            {words.goOn}
          </Button>
          <Button size="sm" variant="danger" onClick={() => void editor.discard()}>
            {words.discard}
          </Button>
        </div>
      )}
      {conflict !== null && (
        <div className={`${classes.strip} ${classes.warn}`} role="alert">
          <span>{words.conflict(conflict.newest)}</span>
          <Button size="sm" onClick={editor.keepMine}>
            {words.keepMine}
          </Button>
          <Button size="sm" onClick={() => void editor.takeNewest()}>
            {words.takeNewest(conflict.newest)}
          </Button>
        </div>
      )}
      {documentOf(state).broken !== null && tab !== 'json' && (
        <div className={`${classes.strip} ${classes.warn}`} role="status">
          <span>{words.broken}</span>
          <Button size="sm" onClick={() => editor.setTab('json')}>
            {words.toJson}
          </Button>
        </div>
      )}
      {wishFault !== null && (
        <div className={classes.stripError}>
          <ErrorPanel
            title={words.wishFailed}
            detail={wishFault}
            actions={
              <Button size="sm" onClick={editor.dismissFault}>
                {t().common.close}
              </Button>
            }
          />
        </div>
      )}
    </>
  );
}
