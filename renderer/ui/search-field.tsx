import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './search-field.module.css';
import { useKeys } from './use-keys.ts';

interface SearchFieldProps {
  /** Its name and what stands in it while it is empty. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The search of a page: `/` goes there, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  useKeys({ '/': () => input?.focus() });
  return (
    <label className={classes.search}>
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      <span className="visually-hidden">{label}</span>
      <input
        ref={setInput}
        type="search"
        className={classes.input}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onChange('')}
      />
    </label>
  );
}
