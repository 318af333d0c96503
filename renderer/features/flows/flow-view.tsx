import { IconEdit, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { WireError } from '../../../shared/errors.ts';
import type { CandidateHealth } from '../../../shared/flow/health.ts';
import type { InputSpec } from '../../../shared/flow/input.ts';
import { type ParsedFlow, parseFlowText } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowLimits as Limits } from '../../../shared/job/demands.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import type { PageFault } from '../../ui/page-fault.ts';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import { FaultList } from './fault-list.tsx';
import { FlowLimits } from './flow-limits.tsx';
import { FlowSteps } from './flow-steps.tsx';
import { type FlowTab, FlowTabs } from './flow-tabs.tsx';
import classes from './flows.module.css';
import { PausedBadge } from './paused-badge.tsx';
import type { Promotion } from './store.ts';
import { VersionsTab } from './versions/index.ts';

interface FlowViewProps {
  flow: FlowSummary;
  /** Null while it is being read. */
  text: string | null;
  error: WireError | null;
  /** How the candidates of its targets did. */
  health: readonly CandidateHealth[];
  onPromote: (wish: Promotion) => void;
  onRetry: () => void;
  onRun: () => void;
  onEdit: () => void;
  /** An older version is the newest again. */
  onRestored: () => void;
  limitsFault: PageFault | null;
  onLimits: (limits: Partial<Limits>) => void;
  onDismissFault: () => void;
}

/** One flow to read: what it does, what it asks for, its steps. */
export function FlowView(props: FlowViewProps) {
  const { flow, text, error, health, onPromote, onRetry, onRun, limitsFault, onLimits, onDismissFault } =
    props;
  const [tab, setTab] = useState<FlowTab>('steps');
  const parsed = useMemo(() => (text === null ? null : parseFlowText(text)), [text]);
  return (
    <article
      className={classes.view}
      aria-label={`Flow ${safeText(flow.name, 100)}`}
      data-flow-view
      tabIndex={-1}
    >
      <div className={classes.viewHead}>
        <h2 className={classes.viewTitle}>
          <bdi>{safeText(flow.name, 200)}</bdi>
          <span className={classes.version}>version {flow.version}</span>
          {flow.isExample && <span className={classes.badge}>example</span>}
          {flow.paused && <PausedBadge />}
        </h2>
        <span className={classes.spacer} />
        <PauseButton paused={flow.paused} onPause={(paused) => onLimits({ paused })} />
        <Button icon={<IconEdit size={16} stroke={1.5} />} onClick={props.onEdit}>
          {t().flows.edit}
        </Button>
        <Button variant="primary" icon={<IconPlayerPlay size={16} stroke={1.5} />} onClick={onRun}>
          Run
        </Button>
      </div>
      {flow.description !== '' && (
        <p className={classes.description}>
          <bdi>{safeLines(flow.description)}</bdi>
        </p>
      )}
      <FlowLimits
        key={flow.id}
        flow={flow}
        fault={limitsFault}
        onLimits={onLimits}
        onDismissFault={onDismissFault}
      />
      <Inputs inputs={flow.inputs} />
      {error !== null && (
        <ErrorPanel title="The flow could not be read" detail={error.message} onRetry={onRetry} />
      )}
      <FlowTabs
        tab={tab}
        onTab={setTab}
        steps={() => parsed !== null && <Steps parsed={parsed} health={health} onPromote={onPromote} />}
        versions={() => <VersionsTab key={flow.version} flowId={flow.id} onRestored={props.onRestored} />}
      />
    </article>
  );
}

/** Both words take the same room, so that the button stays under the pointer. */
function PauseButton({ paused, onPause }: { paused: boolean; onPause: (paused: boolean) => void }) {
  const icon = { size: 16, stroke: 1.5 } as const;
  return (
    <Button
      className={classes.pause ?? ''}
      icon={paused ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
      title={paused ? 'Let its jobs run again' : 'Running jobs are finished, its other jobs wait'}
      onClick={() => onPause(!paused)}
    >
      {paused ? 'Resume flow' : 'Pause flow'}
    </Button>
  );
}

function Steps({
  parsed,
  health,
  onPromote,
}: { parsed: ParsedFlow } & Pick<FlowViewProps, 'health' | 'onPromote'>) {
  if (parsed.ok) return <FlowSteps steps={parsed.flow.steps} health={health} onPromote={onPromote} />;
  return (
    <section>
      <h3 className={classes.heading}>This version of the app cannot read the flow</h3>
      <FaultList faults={parsed.faults} />
    </section>
  );
}

function Inputs({ inputs }: { inputs: FlowSummary['inputs'] }) {
  const entries = Object.entries(inputs);
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>Inputs</h3>
      <dl className={classes.inputs}>
        {entries.map(([name, spec]) => (
          <div key={name} className={classes.input}>
            <dt>
              <code>{safeText(name, 64)}</code>
            </dt>
            <dd>
              {spec.label !== undefined && <bdi>{safeText(spec.label)} · </bdi>}
              <span className={classes.quiet}>
                <bdi>{inputWords(spec)}</bdi>
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** `url, required`, `number, usually 4`, `text, secret` */
function inputWords(spec: InputSpec): string {
  const words: string[] = [spec.type];
  if (spec.secret) words.push('secret');
  if (spec.required) words.push('required');
  if (spec.default !== undefined && !spec.secret)
    words.push(`usually ${safeText(String(spec.default), 120)}`);
  return words.join(', ');
}
