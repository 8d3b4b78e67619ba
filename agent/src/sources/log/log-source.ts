import { emptyRequestLine } from "@fleet-persona/signals";
import { requestWindow } from "../../collectors/request-window.ts";
import { healthOf } from "../health-of.ts";
import type { Source } from "../source.ts";
import type { LogSourceConfig } from "../source-config.ts";
import { followFile, type OnTimedLine } from "./follow-file.ts";
import { lineParser, lineTraits, regionWord } from "./line-format.ts";
import { logSignals, type LogOffers } from "./log-signals.ts";
import { receiveSyslog } from "./receive-syslog.ts";

const POLL_MS = 200;

/** What lines of a log go through: parsed, counted, forgotten. Exposed for the bench; a source feeds it. */
export function logIntake(config: LogSourceConfig) {
  const parse = lineParser(config.format, lineTraits(config));
  const window = requestWindow({ seconds: config.window_s, regions: config.regions.length });
  const line = emptyRequestLine();
  const seen = { lines: 0, refused: 0, lastAt: null as number | null };
  return {
    seen,
    window,
    onLine(bytes: Uint8Array, start: number, end: number, at: number): void {
      seen.lines += 1;
      // A character a byte: what the formats compare is ASCII, and this is the cheapest text there is.
      if (parse(Buffer.prototype.latin1Slice.call(bytes, start, end), line)) {
        window.add(line, at);
        seen.lastAt = at;
      } else seen.refused += 1;
    },
  };
}

/** A log file that is followed, or a syslog port on loopback: request signals out of its lines, which go nowhere else. */
export function openLogSource(config: LogSourceConfig, now: () => number): Source {
  const intake = logIntake(config);
  const { seen, window } = intake;
  const offers: LogOffers = {
    search: config.search_path !== undefined,
    checkout: config.checkout_path !== undefined,
    regions: config.regions.map(regionWord),
  };
  const feed = openFeed(config, (bytes, start, end, at) => intake.onLine(bytes, start, end, at), now);
  return {
    name: config.name,
    read(at) {
      const { lastAt } = seen;
      const attached = config.silence === "no-requests" && feed.problem() === null && !feed.waiting();
      // Silence is not health: unless the host says that it means no requests, the last window stands with its old time.
      if (attached && at - (lastAt ?? 0) > config.window_s * 1000) return idle(at, lastAt, window, offers);
      return lastAt === null ? {} : logSignals(window.summary(lastAt), lastAt, offers);
    },
    health(at) {
      const missing = config.kind === "log-file" && feed.waiting() ? `${config.path} is not there yet.` : null;
      const note = shapeNote(seen, config.format.kind) ?? missing;
      return healthOf(at, seen.lastAt, config.window_s * 1000, feed.problem(), note);
    },
    close: () => feed.close(),
  };
}

function idle(at: number, lastAt: number | null, window: ReturnType<typeof requestWindow>, offers: LogOffers) {
  const rest = lastAt === null ? {} : logSignals(window.summary(lastAt), lastAt, offers);
  const zero = { value: 0, at };
  return { ...rest, request_rate: zero, ...(rest["throughput"] === undefined ? {} : { throughput: zero }) };
}

function shapeNote({ lines, refused }: { lines: number; refused: number }, format: string): string | null {
  if (lines < 20 || refused * 2 < lines) return null;
  return `${refused} of ${lines} lines are not of the format "${format}" (or were given up by the client): check the format.`;
}

type Feed = { problem(): string | null; waiting(): boolean; close(): Promise<void> };

function openFeed(config: LogSourceConfig, onLine: OnTimedLine, now: () => number): Feed {
  switch (config.kind) {
    case "log-file": {
      const follower = followFile({ path: config.path, onLine, now, pollMs: POLL_MS });
      return {
        problem: () => follower.problem(),
        waiting: () => follower.waiting(),
        close: () => Promise.resolve(follower.close()),
      };
    }
    case "syslog": {
      const receiver = receiveSyslog({ address: config.address, port: config.port, onLine, now });
      return { problem: () => receiver.problem(), waiting: () => false, close: () => receiver.close() };
    }
    default:
      return config satisfies never;
  }
}
