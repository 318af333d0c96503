import { type ReactNode, useEffect, useState } from 'react';
import { FUNCTIONS } from '../../../shared/flow/expression.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import { FormatSection, Pairs } from './format-section.tsx';
import classes from './help.module.css';

interface HelpPageProps {
  onShowKeys: () => void;
  onOpenJob: (id: JobId) => void;
}

/** What one may want to know of the app: its keys, the flow file, expressions, the command line, and itself. */
export function HelpPage({ onShowKeys, onOpenJob }: HelpPageProps) {
  const words = t().help;
  const [wanted, setWanted] = useState('');
  const chapters: readonly (readonly [string, string, ReactNode])[] = [
    ['keys', words.keys, <Keys key="keys" onShow={onShowKeys} />],
    [
      'format',
      words.format,
      <div key="format">
        <p className={classes.text}>{words.formatHelp}</p>
        <SearchField label={t().help.search} value={wanted} onChange={setWanted} />
        <FormatSection wanted={wanted} />
      </div>,
    ],
    ['expressions', words.expressions, <Expressions key="expressions" />],
    ['commands', words.commandLine, <CommandLine key="commands" />],
    ['practice', words.practice, <Practice key="practice" onOpenJob={onOpenJob} />],
    ['about', words.about, <About key="about" />],
  ];
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">{t().places.help}</h1>
        <span className={classes.spring} />
        <PaletteButton />
      </header>
      <div className={classes.page}>
        <nav className={classes.contents} aria-label={words.contents}>
          {chapters.map(([id, title]) => (
            <button key={id} type="button" className={classes.content} onClick={() => goTo(id)}>
              {title}
            </button>
          ))}
        </nav>
        {chapters.map(([id, title, body]) => (
          <section key={id} aria-labelledby={`help-${id}`} className={classes.chapter}>
            <h2 id={`help-${id}`} className={classes.title} tabIndex={-1}>
              {title}
            </h2>
            {body}
          </section>
        ))}
      </div>
    </>
  );
}

/** The keyboard goes along, so that Tab goes on from there. */
function goTo(id: string): void {
  const title = document.getElementById(`help-${id}`);
  title?.focus({ preventScroll: true });
  title?.scrollIntoView({ block: 'start' });
}

function Keys({ onShow }: { onShow: () => void }) {
  return (
    <>
      <p className={classes.text}>{t().help.keysHelp}</p>
      <Button hotkey="?" onClick={onShow}>
        {t().help.showKeys}
      </Button>
    </>
  );
}

function Expressions() {
  const { expressionsHelp, names, functions } = t().help;
  return (
    <>
      <p className={classes.text}>{expressionsHelp}</p>
      <Pairs pairs={names.map(([name, what]) => [`{{${name}}}`, what])} />
      <Pairs pairs={FUNCTIONS.map((name) => [`${name}()`, functions[name]])} />
    </>
  );
}

function CommandLine() {
  const words = t().help;
  const [commands, setCommands] = useState<CallOutput<AppContract, 'settings.commandLine'>['commands']>([]);
  const [fault, setFault] = useState<PageFault | null>(null);
  useEffect(() => {
    appClient()
      .call('settings.commandLine', {})
      .then((answer) => setCommands(answer.commands))
      .catch((error: unknown) => setFault(pageFault(t().help.notRead, error)));
  }, []);
  return (
    <>
      <p className={classes.text}>{words.commandLineHelp}</p>
      {fault !== null && <ErrorPanel {...fault} />}
      <div className={classes.steps}>
        {commands.map(({ name, text }) => (
          <details key={name}>
            <summary className={classes.step}>
              <code className={classes.code}>{name}</code>
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
            <pre className={classes.example} tabIndex={0}>
              {text}
            </pre>
          </details>
        ))}
      </div>
    </>
  );
}

function Practice({ onOpenJob }: { onOpenJob: (id: JobId) => void }) {
  const words = t().help;
  const [fault, setFault] = useState<PageFault | null>(null);
  const run = async (): Promise<void> => {
    try {
      onOpenJob((await appClient().call('sample.run', {})).id);
    } catch (error) {
      setFault(pageFault(words.notRun, error));
    }
  };
  return (
    <>
      <p className={classes.text}>{words.practiceHelp}</p>
      <ul className={classes.list}>
        {words.practiceList.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {fault !== null && <ErrorPanel {...fault} />}
      <Button onClick={() => void run()}>{words.runSample}</Button>
    </>
  );
}

function About() {
  const words = t().help;
  const [info, setInfo] = useState<CallOutput<AppContract, 'app.info'> | null>(null);
  useEffect(() => {
    // Without an answer the lines stay empty: there is nothing to try again about them.
    appClient()
      .call('app.info', {})
      .then(setInfo)
      .catch(() => undefined);
  }, []);
  return (
    <dl className={classes.pairs}>
      <Fact name={words.version}>
        {info !== null &&
          `${info.version} · Electron ${info.electron} · Chromium ${info.chromium} · Node ${info.node}`}
      </Fact>
      <Fact name={words.data}>
        <SafeLine text={info?.dataDir ?? ''} />
        <Button size="sm" onClick={() => void appClient().call('settings.openData', {})}>
          {words.openData}
        </Button>
      </Fact>
      <Fact name={words.licence}>{words.licenceText}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.pair}>
      <dt>{name}</dt>
      <dd className={classes.what}>{children}</dd>
    </div>
  );
}
