import { t } from '../../texts/index.ts';

export function SettingsPage() {
  return (
    <header className="shell-top">
      <h1 className="shell-title">{t().places.settings}</h1>
    </header>
  );
}
