import { t } from '../../texts/index.ts';

export function ResultsPage() {
  return (
    <header className="shell-top">
      <h1 className="shell-title">{t().places.results}</h1>
    </header>
  );
}
