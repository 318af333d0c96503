import { t } from '../../texts/index.ts';

export function HelpPage() {
  return (
    <header className="shell-top">
      <h1 className="shell-title">{t().places.help}</h1>
    </header>
  );
}
