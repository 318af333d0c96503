import { IconRestore } from '@tabler/icons-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import { SETTING_DEFAULTS, SETTING_LOOKS } from '../../../shared/settings/registry.ts';
import type { SettingName, SettingsNow, SettingValue } from '../../../shared/settings/schema.ts';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { IconButton } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useSettings } from './context.ts';
import { SettingField } from './fields.tsx';
import classes from './settings.module.css';
import { valueText } from './value-text.ts';

interface SettingRowProps {
  name: SettingName;
  now: SettingsNow;
  /** A further sentence below its help. */
  also?: string | undefined;
}

/** One setting: what it is called and does, its field, its default, and the way back to it. */
export function SettingRow({ name, now, also }: SettingRowProps) {
  const settings = useSettings();
  const fault = useStore(settings.store, (s) => s.faults[name]);
  const helpId = useId();
  const words = t().settings;
  const { title, help } = words.items[name];
  const isOutside = now.outside.includes(name);
  const value = now.values[name];
  const isChanged = value !== SETTING_DEFAULTS[name] && !isOutside;
  const set = async (next: SettingValue): Promise<void> => {
    if (await settings.set(name, next)) announce(words.kept(title, valueText(name, next)));
  };
  const reset = async (): Promise<void> => {
    if (await settings.reset(name)) announce(t().settings.wasReset(t().settings.items[name].title));
  };
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <h3 className={classes.name}>
          {title}
          {isChanged && <span className={classes.mark}>{words.changed}</span>}
          {isOutside && (
            <span className={classes.mark} title={words.outsideHelp}>
              {words.outside}
            </span>
          )}
        </h3>
        <p className={classes.help} id={helpId}>
          {help} {SETTING_LOOKS[name].takes === 'next' && words.next} {isOutside && words.outsideHelp} {also}
        </p>
        {fault !== undefined && (
          <p className={classes.fault} role="alert">
            {words.notKept}: {safeText(fault, 300)}
          </p>
        )}
      </div>
      <div className={classes.field}>
        <SettingField
          // A value that came from elsewhere begins with the unit that fits it.
          key={isOutside ? 'outside' : 'own'}
          name={name}
          value={value}
          isFixed={isOutside}
          describedBy={helpId}
          onChange={(next) => void set(next)}
        />
        <span className={classes.default}>{words.byDefault(valueText(name, SETTING_DEFAULTS[name]))}</span>
      </div>
      <div className={classes.resetPlace}>
        {isChanged && (
          <IconButton
            label={words.reset(title)}
            icon={<IconRestore size={16} stroke={1.5} aria-hidden="true" />}
            onClick={() => void reset()}
          />
        )}
      </div>
    </li>
  );
}
