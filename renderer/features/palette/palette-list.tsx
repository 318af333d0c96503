import { t } from '../../texts/index.ts';
import { Kbd } from '../../ui/kbd.tsx';
import type { Command } from './command.ts';
import classes from './palette.module.css';

interface PaletteListProps {
  id: string;
  idOf: (index: number) => string;
  commands: readonly Command[];
  /** The row that Enter means. */
  at: number;
  onChosen: (command: Command) => void;
}

/** The found commands by groups; the keyboard stays in the field above. */
export function PaletteList({ id, idOf, commands, at, onChosen }: PaletteListProps) {
  const words = t().palette;
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <div id={id} role="listbox" aria-label={words.list}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options within a listbox is no fieldset
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} className={classes.group} role="presentation">
            {words.groups[group]}
          </div>
          {commands.map((command, index) =>
            command.group === group ? (
              <Row
                key={command.id}
                id={idOf(index)}
                command={command}
                isAt={index === at}
                onChosen={() => onChosen(command)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

interface RowProps {
  id: string;
  command: Command;
  isAt: boolean;
  onChosen: () => void;
}

function Row({ id, command, isAt, onChosen }: RowProps) {
  const { word, detail, keys } = command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is in the field above, which moves through the rows
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      className={classes.row}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChosen}
    >
      <bdi className={classes.word}>{word}</bdi>
      {detail !== undefined && detail !== '' && <bdi className={classes.detail}>{detail}</bdi>}
      <span className={classes.spring} />
      {keys?.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </div>
  );
}
