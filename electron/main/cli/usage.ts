/** The commands of this version, in the order of the help. */
export const COMMAND_NAMES = ['run', 'jobs', 'show', 'cancel', 'retry', 'answer', 'doctor'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** Commands that belong to later versions: named, so that nobody looks for a typing mistake. */
export const LATER_COMMANDS = ['import', 'export-flow', 'worker'] as const;

const EVERYWHERE = `Everywhere:
  --data DIR     the data folder (or the environment variable RUNWRIGHT_DATA)
  --help         this text, or that of one command
  --version      the version`;

const GENERAL = `Runwright runs browser automation jobs on this machine.

runwright                 opens the window; with --hidden not yet: the jobs run, and the icon beside the clock opens it
runwright ADDRESS         opens the window at a job or a flow: runwright://job/12, runwright://flow/4
runwright run FLOW.json   runs a flow file and prints its progress
runwright jobs            lists the jobs, newest first
runwright show JOB        tells everything about one job
runwright cancel JOB      stops a job
runwright retry JOB       queues an ended job again
runwright answer JOB TEXT answers what a job asks a person
runwright doctor          looks at this machine and says what is missing

${EVERYWHERE}

Exit codes: 0 done, 1 failed, 2 wrong input. More: runwright COMMAND --help`;

const OF_COMMAND: Record<CommandName, string> = {
  run: `runwright run FLOW.json [options]

Queues the flow in the real queue, runs it with no window, and ends when its jobs have ended.

  --input NAME=VALUE   a value for an input of the flow; may be repeated
  --rows FILE          one job for each row of a .csv, .json or .xlsx file; the first line holds the column names
  --one-job            with --rows: one job walks over all rows, and a row that fails does not stop the others
  --headed             shows the browser
  --from STEP          begins at this step of the flow and leaves out what comes before it
  --only STEP          runs this step of the flow alone
  --break STEP         stands still before this step until the window's Live panel lets it go on; may be repeated
  --slow MS            rests so many milliseconds before each step, at most 60000
  --hold MINUTES       keeps the browser of a failed step open so long for a person in the window; 0 = not,
                       whatever the flow says
  --priority NUMBER    -100 to 100; a higher one is taken sooner, a point is worth a minute of waiting
  --at TIME            not before this time: 2026-03-01T09:00, of this machine's zone unless it says so (…Z, …+02:00)
  --delay TIME         not before so long from now: 90s, 10m, 2h, 1d
  --tag WORD           a word to find the jobs by in the window (tag:WORD); may be repeated
  --key TEXT           marks the jobs as the same work; with --rows it may hold {{row.COLUMN}}
  --if-exists WHAT     when a job with that key waits, runs or is parked: skip (nothing is queued, that job is followed;
                       so it is when this is not given), replace (waiting ones are cancelled) or keep (both stand)
  --after JOB          only when that job has completed, else it is cancelled with it; JOB:ended = however it ends;
                       may be repeated
  --take INPUT=EXPR    takes an input from the results of the one job of --after: price=result.price,
                       url=rows[0].url; may be repeated
  --export FILE        writes the rows at the end: .csv, .json, .xlsx or .md; may be repeated
  --artifacts DIR      copies screenshots, traces and downloads there at the end
  --events             prints one JSON event a line on stdout, and nothing else there

${EVERYWHERE}

A STEP is its number (3, or 4.2 inside of step 4) or its id.
Ctrl-C cancels the jobs that this command queued and waits for them to stop; a second Ctrl-C leaves at once.
Exit codes: 0 completed, 1 failed, 2 wrong input (nothing was queued), 3 cancelled, 4 parked: a person must decide.`,
  jobs: `runwright jobs [--search TEXT] [--json]

Lists the newest 200 jobs, each with what holds it.

  --search TEXT           part of the flow's name, or #NUMBER
  --search 'log:"TEXT"'   the jobs whose log holds the text, each with the newest line that does
  --json                  { "jobs": […], "hasMore": … } instead of a table; of logs { "hits": […], "complete": … }

${EVERYWHERE}`,
  show: `runwright show JOB [--json]

Tells everything about one job: what it waits for, its history, attempts, steps, rows, files and last log lines.

  --json   the same as one JSON object

${EVERYWHERE}

Exit codes: 0, or 2 when there is no such job.`,
  cancel: `runwright cancel JOB [--json]

Stops a job. A job that has already ended stays as it is.

  --json   { "id": …, "outcome": "cancelled" | "asked" | "already_ended" }

${EVERYWHERE}

Exit codes: 0, or 2 when there is no such job.`,
  retry: `runwright retry JOB [--from-failed-step | --failed-rows] [--json]

Queues a job that has ended or is parked once more. It begins anew, unless it is told to go on.

  --from-failed-step   goes on with the step that failed; of one job for all rows: with the rows that did not run
  --failed-rows        of one job for all rows: runs the rows that failed again
  --json               { "id": …, "outcome": "queued" | "not_ended" | "nothing_kept" }

${EVERYWHERE}

Exit codes: 0 queued, 2 when there is no such job, it has not ended or has nothing to go on with.`,
  answer: `runwright answer JOB TEXT [--json]

Answers the question that a running job asks a person: a text, one of its choices, or yes or no. "runwright show JOB" has the
question in its log. What stands on a command line may be seen by other programs: answer a secret in the window.

  --json   { "id": …, "answered": true }

${EVERYWHERE}

Exit codes: 0 answered, 1 when the job asks nothing now, 2 when there is no such job or the answer does not fit.`,
  doctor: `runwright doctor [--json]

Looks at Electron, Node, SQLite, the display, browsers, the data folder, the disk and the keychain.

  --json   { "ok": …, "checks": […] } instead of a table

${EVERYWHERE}

Exit codes: 0 everything is well, 1 something is not.`,
};

/** The help text of one command, or of all. */
export function usage(about: CommandName | null): string {
  return about === null ? GENERAL : OF_COMMAND[about];
}
