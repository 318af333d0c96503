import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import classes from './scheme-switch.module.css';

const ICON = { size: 14, stroke: 1.5, 'aria-hidden': true } as const;

const CHOICES = [
  { value: 'light', word: 'Light', icon: <IconSun {...ICON} /> },
  { value: 'dark', word: 'Dark', icon: <IconMoon {...ICON} /> },
  { value: 'auto', word: 'As the system', icon: <IconDeviceDesktop {...ICON} /> },
] as const;

/** Light, dark, or as the system says; kept for the next start. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">Theme</legend>
      {CHOICES.map(({ value, word, icon }) => (
        <label key={value} className={classes.choice} title={word}>
          <input
            type="radio"
            name="color-scheme"
            className="visually-hidden"
            value={value}
            checked={colorScheme === value}
            onChange={() => setColorScheme(value)}
          />
          {icon}
          <span className="visually-hidden">{word}</span>
        </label>
      ))}
    </fieldset>
  );
}
