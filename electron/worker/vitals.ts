import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../shared/clock.ts';

/** What the worker's own process needs of the machine, without its browsers. */
export interface VitalSigns {
  readonly rssBytes: number;
  /** Share of one core since the last look: 1 = one core fully. */
  readonly cpu: number;
  /** 99th percentile of how late the event loop was since the last look, milliseconds. */
  readonly loopDelayMs: number;
}

/** Where the numbers come from. */
export interface VitalSources {
  readonly rssBytes: () => number;
  /** Processor time of the process since its start, user and system together, microseconds. */
  readonly cpuMicros: () => number;
  /** 99th percentile of the event loop's delay since the last call, milliseconds; each call begins anew. */
  readonly takeLoopDelayMs: () => number;
}

/** Looks at the process; what it tells is about the time since the look before. */
export class Vitals {
  readonly #clock: Clock;
  readonly #sources: VitalSources;
  #micros: number;
  #lookedAt: number;

  constructor(clock: Clock, sources: VitalSources) {
    this.#clock = clock;
    this.#sources = sources;
    this.#micros = sources.cpuMicros();
    this.#lookedAt = clock.monotonic();
  }

  /** The numbers since the last call, or since the start. */
  take(): VitalSigns {
    const { rssBytes, cpuMicros, takeLoopDelayMs } = this.#sources;
    const [micros, now] = [cpuMicros(), this.#clock.monotonic()];
    const passedMs = now - this.#lookedAt;
    const usedMs = (micros - this.#micros) / 1000;
    this.#micros = micros;
    this.#lookedAt = now;
    return {
      rssBytes: rssBytes(),
      cpu: passedMs > 0 ? Math.max(0, usedMs / passedMs) : 0,
      loopDelayMs: Math.max(0, takeLoopDelayMs()),
    };
  }
}

/** How often the delay of the event loop is measured. */
const RESOLUTION_MS = 10;

/** The vitals of this process. */
export function processVitals(clock: Clock): Vitals {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return new Vitals(clock, {
    rssBytes: () => process.memoryUsage.rss(),
    cpuMicros: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    takeLoopDelayMs: () => {
      // What is measured is the time from one look to the next, so a loop that is never late shows the time between two.
      const lateMs = delay.percentile(99) / 1e6 - RESOLUTION_MS;
      delay.reset();
      return lateMs;
    },
  });
}
