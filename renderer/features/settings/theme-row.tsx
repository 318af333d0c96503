import { useMantineColorScheme } from '@mantine/core';
import { t } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import classes from './settings.module.css';

/** The theme: kept by the window itself, because its first picture needs it before main could answer. */
export function ThemeRow() {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { theme, choices, changed, byDefault } = t().settings;
  const schemes = ['auto', 'light', 'dark'] as const;
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <h3 className={classes.name}>
          {theme.title}
          {colorScheme !== 'auto' && <span className={classes.mark}>{changed}</span>}
        </h3>
        <p className={classes.help}>{theme.help}</p>
      </div>
      <div className={classes.field}>
        <Choice
          label={theme.title}
          value={colorScheme}
          options={schemes.map((value) => ({ value, text: choices[value] ?? value }))}
          onChange={setColorScheme}
        />
        <span className={classes.default}>{byDefault(choices.auto ?? '')}</span>
      </div>
    </li>
  );
}
