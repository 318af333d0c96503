import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { SETTING_GROUPS, SETTING_LOOKS, type SettingGroup } from '../../../shared/settings/registry.ts';
import type { SettingName, SettingsNow } from '../../../shared/settings/schema.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import { useSettings } from './context.ts';
import { findSettings, hasWords } from './find.ts';
import { SettingRow } from './setting-row.tsx';
import classes from './settings.module.css';
import { ThemeRow } from './theme-row.tsx';

/** Every setting, with its default and what it does; a change counts at once. */
export function SettingsPage() {
  const settings = useSettings();
  const now = useStore(settings.store, (s) => s.now);
  const loadError = useStore(settings.store, (s) => s.loadError);
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    if (settings.store.getState().now === null) void settings.load();
  }, [settings]);
  const words = t().settings;
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">{t().places.settings}</h1>
        <span className={classes.spring} />
        <PaletteButton />
      </header>
      <div className={classes.page}>
        <SearchField label={t().settings.search} value={wanted} onChange={setWanted} />
        {loadError !== null && now === null && (
          <ErrorPanel title={words.notRead} detail={loadError.message} onRetry={() => void settings.load()} />
        )}
        {now !== null && <Groups now={now} wanted={wanted} onAll={() => setWanted('')} />}
      </div>
    </>
  );
}

function Groups({ now, wanted, onAll }: { now: SettingsNow; wanted: string; onAll: () => void }) {
  const words = t().settings;
  const loginFile = useLoginFile();
  const found = findSettings(wanted);
  const { title, help } = words.theme;
  const hasTheme = hasWords(`${title} ${help}`, wanted);
  const count = found.length + Number(hasTheme);
  const also = (name: SettingName): string | undefined =>
    name === 'startAtLogin' && loginFile !== null ? words.loginFile(safeText(loginFile, 300)) : undefined;
  const of = (group: SettingGroup): SettingName[] =>
    found.filter((name) => SETTING_LOOKS[name].group === group);
  return (
    <>
      <p className="visually-hidden" role="status">
        {wanted !== '' && words.found(count)}
      </p>
      {count === 0 && (
        <EmptyState action={<Button onClick={onAll}>{words.showAll}</Button>}>{words.none}</EmptyState>
      )}
      {SETTING_GROUPS.map((group) => {
        const names = of(group);
        const isEmpty = names.length === 0 && !(group === 'window' && hasTheme);
        if (isEmpty) return null;
        return (
          <section key={group} aria-labelledby={`settings-${group}`}>
            <h2 className={classes.group} id={`settings-${group}`}>
              {words.groups[group]}
            </h2>
            <ul className={classes.rows}>
              {group === 'window' && hasTheme && <ThemeRow />}
              {names.map((name) => (
                <SettingRow key={name} name={name} now={now} also={also(name)} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** Where the start at login is written down; null until read, and where the system keeps it itself. */
function useLoginFile(): string | null {
  const [file, setFile] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    // It is a comfort: without it the setting says what it does all the same.
    appClient()
      .call('settings.loginFile', {})
      .then((answer) => !isGone && setFile(answer.file))
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return file;
}
