import * as z from 'zod';
import { RetryPolicy } from '../job/retry.ts';
import { HoldMinutes } from '../live/run-options.ts';
import { InputSpec, Name } from './input.ts';
import { Step } from './step.ts';
import { Target } from './target.ts';

/** The version of the flow file that this code reads and writes. */
export const FLOW_VERSION = 1;

const Size = z.int().min(1).max(10_000);

const ProxySettings = z.strictObject({
  /** `http://proxy.example:3128` or `socks5://…`. */
  server: z.string().min(1).max(2000),
  /** Hosts that are reached directly, with commas between them. */
  bypass: z.string().max(2000).optional(),
  /** May hold `{{secret.x}}`. */
  username: z.string().max(500).optional(),
  password: z.string().max(500).optional(),
});

/** A browser that runs elsewhere; exactly one of them. The address may hold `{{secret.x}}`. */
const BrowserEndpoint = z.strictObject({
  /** `wss://…` of a Playwright server. */
  playwright: z.string().min(1).max(2000).optional(),
  /** `http://…` or `ws://…` of a Chromium with remote debugging. */
  cdp: z.string().min(1).max(2000).optional(),
});

/** How a job sees, before its first step, that its profile is signed in still. When it is not, the job waits for a person. */
const SignedIn = z.strictObject({
  /** The page that tells; absent = the one that the first step opens. */
  url: z.string().min(1).max(10_000).optional(),
  /** What is there only for somebody who is signed in. */
  target: Target,
  /** How long it may take to come, milliseconds. */
  timeout: z.int().min(100).max(60_000).default(5_000),
});
export type SignedIn = z.output<typeof SignedIn>;

/** The browser that the flow wants and how it presents itself. */
export const BrowserSettings = z.strictObject({
  type: z.enum(['chromium', 'firefox', 'webkit']).default('chromium'),
  /** An installed browser instead of the found one. */
  channel: z.enum(['chrome', 'msedge']).optional(),
  endpoint: BrowserEndpoint.optional(),
  headless: z.boolean().default(true),
  viewport: z.strictObject({ width: Size, height: Size }).optional(),
  /** A device of Playwright's list, such as “iPhone 15”. */
  device: z.string().min(1).max(100).optional(),
  locale: z.string().min(2).max(35).optional(),
  timezone: z.string().min(1).max(64).optional(),
  userAgent: z.string().min(1).max(1000).optional(),
  proxy: ProxySettings.optional(),
  /** The browser begins with the state that is kept under this name (cookies, storage), and leaves its own there at the end. */
  profile: z.string().min(1).max(100).optional(),
  signedIn: SignedIn.optional(),
});
export type BrowserSettings = z.output<typeof BrowserSettings>;

/** What a flow changes of the retry policy; what it leaves out stays as the app's settings say. */
export const RetryOverride = z.strictObject({
  max: RetryPolicy.shape.max.unwrap().optional(),
  backoffMs: RetryPolicy.shape.backoffMs.unwrap().optional(),
  jitter: RetryPolicy.shape.jitter.unwrap().optional(),
  unknownErrors: RetryPolicy.shape.unknownErrors.unwrap().optional(),
});
export type RetryOverride = z.output<typeof RetryOverride>;

/** Milliseconds. */
export const Timeouts = z.strictObject({
  step: z.int().min(1).max(600_000).default(30_000),
  /** For actions that load a page. */
  navigation: z.int().min(1).max(600_000).default(30_000),
  /** For one attempt as a whole; absent = no limit. */
  job: z.int().min(1).max(86_400_000).optional(),
});
export type Timeouts = z.output<typeof Timeouts>;

/** When something of an attempt is kept. */
export const When = z.enum(['never', 'on-failure', 'always']);
export type When = z.output<typeof When>;

/** Which files an attempt leaves, and when. */
export const ArtifactPolicy = z.strictObject({
  screenshots: When.default('on-failure'),
  trace: When.default('on-failure'),
  /** One file for each page. */
  video: When.default('never'),
  /** Every request and answer, without what was in them but for the fields of plain forms. */
  har: When.default('never'),
  /** What the pages wrote to their console, their errors, and the requests that failed. */
  console: When.default('on-failure'),
  /** The page as it was at the end, or where it failed; absent = on failure, unless there are no pictures either. */
  source: When.optional(),
});
export type ArtifactPolicy = z.output<typeof ArtifactPolicy>;

/** The flow file, version 1. */
export const Flow = z.strictObject({
  /** Lets editors find the schema; not used otherwise. */
  $schema: z.string().max(2000).optional(),
  runwright: z.literal(FLOW_VERSION),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5000).optional(),
  inputs: z.record(Name, InputSpec).default({}),
  browser: BrowserSettings.prefault({}),
  retry: RetryOverride.default({}),
  timeouts: Timeouts.prefault({}),
  artifacts: ArtifactPolicy.prefault({}),
  /** Keeps the browser open for so many minutes when a step fails, so that a person can mend the step or act in the page. */
  holdMinutes: HoldMinutes.optional(),
  steps: z.array(Step).min(1).max(10_000),
});
export type Flow = z.output<typeof Flow>;
