import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '../../../shared/errors.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { PopupMenu } from '../../ui/popup-menu.tsx';
import { AddPalette } from './add-palette.tsx';
import { BulkBar } from './bulk-bar.tsx';
import classes from './editor.module.css';
import { StepForm } from './forms/index.ts';
import type { StepRow } from './model/rows.ts';
import { findStep } from './model/tree.ts';
import { NoteDialog } from './note-dialog.tsx';
import { documentOf } from './state.ts';
import { stepMenu } from './step-menu.tsx';
import { StepTree } from './step-tree.tsx';
import type { EditorStore } from './store.ts';
import type { Trial } from './use-trial.ts';

/** The steps with what is done to them. */
export function StepsPane({ editor, trial }: { editor: EditorStore; trial: Trial }) {
  const state = useStore(editor.store);
  const { flow } = documentOf(state);
  const [menu, setMenu] = useState<{ key: string; x: number; y: number } | null>(null);
  const [noted, setNoted] = useState<string | null>(null);
  const [pasteFault, setPasteFault] = useState<string | null>(null);
  const words = t().editor;
  const isEmpty = !Array.isArray(flow.steps) || flow.steps.length === 0;
  const addButton = (
    <Button icon={<IconPlus size={16} stroke={1.5} />} hotkey="a" onClick={() => editor.setAdding(true)}>
      {words.addStep}
    </Button>
  );
  const paste = (text: string): void => setPasteFault(editor.steps.paste(text));
  const form = (row: StepRow, faults: readonly Fault[]) =>
    row.step === undefined ? null : (
      <StepForm
        flow={flow}
        step={row.step}
        path={row.path}
        faults={faults}
        health={state.health.filter(({ step }) => step === String(row.step?.id ?? row.number))}
        tools={trial.view?.tools ?? null}
        onChange={(next, key) => editor.steps.replace(row.key, next, key)}
      />
    );
  const menuStep = menu === null ? undefined : findStep(flow, menu.key);
  const notedStep = noted === null ? undefined : findStep(flow, noted);
  return (
    <>
      <div className={classes.tools}>
        <span>{t().common.steps(Array.isArray(flow.steps) ? flow.steps.length : 0)}</span>
        <Problems editor={editor} />
        <span className={classes.spacer} />
        <span className={classes.hint} aria-hidden="true">
          {words.dragToMove} <Kbd>Alt</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd>
        </span>
        {!isEmpty && addButton}
      </div>
      {pasteFault !== null && (
        <div className={`${classes.strip} ${classes.warn}`} role="alert">
          <span>{pasteFault}</span>
          <Button size="sm" onClick={() => setPasteFault(null)}>
            {t().common.close}
          </Button>
        </div>
      )}
      {isEmpty && <EmptyState action={addButton}>{words.empty}</EmptyState>}
      {!isEmpty && (
        <StepTree
          editor={editor}
          trial={trial.view}
          form={form}
          onMenu={(key, x, y) => {
            if (!state.selected.has(key)) {
              editor.select.clearSelection();
              editor.select.goTo(key);
            }
            setMenu({ key, x, y });
          }}
          onPaste={paste}
        />
      )}
      {state.selected.size > 0 && <BulkBar editor={editor} />}
      {menu !== null && menuStep !== undefined && (
        <PopupMenu
          label={words.menu}
          items={stepMenu({ editor, trial, key: menu.key, step: menuStep, onNote: () => setNoted(menu.key) })}
          x={menu.x}
          y={menu.y}
          onClose={() => setMenu(null)}
        />
      )}
      <AddPalette
        opened={state.isAdding}
        onChoose={(type) => editor.steps.add(type)}
        onClose={() => editor.setAdding(false)}
      />
      {noted !== null && notedStep !== undefined && (
        <NoteDialog
          step={notedStep}
          onSave={(text) => {
            editor.steps.setNote(noted, text);
            setNoted(null);
          }}
          onClose={() => setNoted(null)}
        />
      )}
    </>
  );
}

function Problems({ editor }: { editor: EditorStore }) {
  const faults = useStore(editor.store, (s) => s.faults);
  const [first] = faults;
  if (first === undefined) return null;
  return (
    <button
      type="button"
      className={classes.problems}
      title={t().editor.firstProblem}
      onClick={() => editor.showFault(first)}
    >
      <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
      {t().editor.problems(faults.length)}
    </button>
  );
}
