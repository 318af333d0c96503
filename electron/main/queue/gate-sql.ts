import { CLAIMABLE, RUNS } from '../../database/place.ts';

const HELD = "waits_for IS NOT NULL AND waits_for <> 'time'";

/** Gates: what holds a due job back although a worker is free. See gates.ts. */
export const GATE_SQL = {
  /** guard: none, it only reads; the next job to claim, and what its gates look at. */
  head: `
    SELECT id, flow_id, profile, site, checks_login FROM job INDEXED BY job_place WHERE ${CLAIMABLE} ORDER BY place, id LIMIT 1`,

  /** guard: none, it only reads; there are never more of them than slots. */
  running: `SELECT flow_id, profile, site, checks_login FROM job INDEXED BY job_place WHERE ${RUNS}`,

  /** guard: none of its own; the job is the head of this very transaction, and the schema lets only pending ones wait. */
  hold: 'UPDATE job SET waits_for = @wait, rev = rev + 1 WHERE id = @jobId RETURNING rev',

  /** guard: none, it only reads; the next word after @word that some job waits for. */
  nextWait: `SELECT min(waits_for) FROM job INDEXED BY job_held WHERE ${HELD} AND waits_for > @word`,

  /** guard: waits at this gate; the most urgent ones go on. */
  open: `
    UPDATE job SET waits_for = NULL, rev = rev + 1
     WHERE id IN (
          SELECT id FROM job INDEXED BY job_held
           WHERE ${HELD} AND waits_for = @wait ORDER BY run_at - priority * 60000, id LIMIT @places)
    RETURNING id`,

  countHeld: `SELECT count(*) FROM job INDEXED BY job_held WHERE ${HELD}`,

  flowRules: `
    SELECT id AS flowId, paused = 1 OR deleted_at IS NOT NULL AS paused, max_running AS maxRunning FROM flow
     WHERE paused = 1 OR max_running IS NOT NULL OR deleted_at IS NOT NULL`,

  /** guard: the flow is there. */
  setFlow: `
    UPDATE flow SET paused = coalesce(@paused, paused),
                    max_running = CASE WHEN @changesMax = 1 THEN @maxRunning ELSE max_running END
     WHERE id = @flowId
    RETURNING id`,

  siteRules: `
    SELECT site, max_running AS maxRunning, delay_ms AS delayMs, started_at AS startedAt FROM site_rule ORDER BY site`,
  putSite: `
    INSERT INTO site_rule (site, max_running, delay_ms) VALUES (@site, @maxRunning, @delayMs)
    ON CONFLICT (site) DO UPDATE SET max_running = excluded.max_running, delay_ms = excluded.delay_ms`,
  removeSite: 'DELETE FROM site_rule WHERE site = @site',
  siteStarted: 'UPDATE site_rule SET started_at = @now WHERE site = @site',

  /** guard: none, it only reads; true when some job that is to run wants a profile. */
  anyProfile: `
    SELECT 1 FROM job INDEXED BY job_profile
     WHERE profile IS NOT NULL AND (state = 'pending' OR state = 'processing') LIMIT 1`,

  /** guard: none, it only reads; the jobs that count as the same work. */
  keyHolders: `
    SELECT id, state FROM job INDEXED BY job_key
     WHERE unique_key = @key AND unique_key IS NOT NULL
       AND (state = 'pending' OR state = 'processing' OR state = 'parked') ORDER BY id`,
} as const;

/** Jobs that come after others. See dependencies.ts. */
export const DEPENDENCY_SQL = {
  addDependency: `
    INSERT INTO job_dependency (job_id, after_id, needs, state, takes) VALUES (@jobId, @afterId, @needs, @state, @takes)`,

  stateOf: 'SELECT state FROM job WHERE id = @jobId',

  /** guard: none, it only reads; the jobs that come after this one and whose dependency stands so. */
  dependents: `
    SELECT job_id AS jobId, needs FROM job_dependency INDEXED BY job_dependent WHERE after_id = @afterId AND state = @state`,

  settle: 'UPDATE job_dependency SET state = @to WHERE job_id = @jobId AND after_id = @afterId',

  /** guard: waits for jobs, and none of them is open any more. */
  freeDependent: `
    UPDATE job SET waits_for = CASE WHEN run_at > @now THEN 'time' END, rev = rev + 1
     WHERE id = @jobId AND waits_for = 'jobs'
       AND NOT EXISTS (SELECT 1 FROM job_dependency d WHERE d.job_id = job.id AND d.state = 'open')
    RETURNING state, rev, attempt, waits_for`,

  /** guard: waits for jobs. One that it needed did not complete. */
  dropDependent: `
    UPDATE job SET state = 'cancelled', waits_for = NULL, completed_at = @now, error = @error, rev = rev + 1
     WHERE id = @jobId AND waits_for = 'jobs'
    RETURNING state, rev, attempt`,

  /** guard: was dropped (nobody asked to cancel it), and nothing else that it needed stands failed. */
  reviveDependent: `
    UPDATE job SET state = 'pending', waits_for = 'jobs', completed_at = NULL, error = NULL, rev = rev + 1
     WHERE id = @jobId AND cancel_asked_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM job_dependency d WHERE d.job_id = job.id AND d.state = 'failed')
    RETURNING state, rev, attempt`,

  /** A person lets the job run whatever became of the others. */
  waive: "UPDATE job_dependency SET state = 'met' WHERE job_id = @jobId AND state <> 'met'",

  /** guard: none, it only reads; true when some job came after another, ever. */
  anyDependency: 'SELECT 1 FROM job_dependency LIMIT 1',
} as const;
