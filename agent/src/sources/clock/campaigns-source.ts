import { campaignSignals, parseCampaigns, type Campaign } from "@fleet-persona/signals";
import { readFileSync, statSync } from "node:fs";
import { messageOf } from "../../agent-error.ts";
import type { Source, SourceHealth } from "../source.ts";
import type { CampaignsSourceConfig } from "../source-config.ts";
import { systemZoneOffsets } from "./zone-files.ts";

const LOOK_MS = 10_000;
const LARGEST_FILE = 2 * 1024 * 1024;
const DAY_MS = 86_400_000;
// Repetition is unrolled this far ahead; every day it is unrolled again.
const AHEAD_MS = 30 * DAY_MS;

type Calendar = {
  readonly campaigns: readonly Campaign[];
  readonly refused: readonly string[];
  readonly readAt: number;
};

/** Campaigns of an iCalendar file on the host. Without a file that could be read once, nothing is known of campaigns. */
export function openCampaignsSource(config: CampaignsSourceConfig, now: () => number): Source {
  let calendar: Calendar | null = null;
  let problem: string | null = null;
  let version = "";

  const look = () => {
    const at = now();
    try {
      const { mtimeMs, size, ino } = statSync(config.path);
      const current = `${mtimeMs} ${size} ${ino}`;
      if (current === version && calendar !== null && at - calendar.readAt < DAY_MS) return;
      version = current;
      const read = readCalendar(config, size, at);
      if (typeof read === "string") problem = read;
      else {
        problem = null;
        calendar = read;
      }
    } catch (error) {
      problem = `${config.path} cannot be read (${messageOf(error)}): put an iCalendar file there.`;
    }
  };
  look();
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    name: config.name,
    // The plan stands until a newer one is read, so it is known now, whenever the file was written.
    read: (at) => (calendar === null ? {} : campaignSignals(calendar.campaigns, at)),
    health: (at) => healthOfCalendar(calendar, problem, at),
    close() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

function readCalendar({ path, time_zone }: CampaignsSourceConfig, size: number, at: number): Calendar | string {
  if (size > LARGEST_FILE) return `${path} has more than ${LARGEST_FILE} bytes: shorten the calendar.`;
  const span = { from: at - DAY_MS, to: at + AHEAD_MS, timeZone: time_zone, zoneOffsets: systemZoneOffsets };
  const parsed = parseCampaigns(readFileSync(path, "utf8"), span);
  if (parsed.kind === "malformed") return `${path}: ${parsed.message}`;
  return { campaigns: parsed.campaigns, refused: parsed.refused, readAt: at };
}

function healthOfCalendar(calendar: Calendar | null, problem: string | null, at: number): SourceHealth {
  if (calendar === null) return { state: "failed", lastAt: null, message: problem };
  if (problem !== null)
    return { state: "stale", lastAt: calendar.readAt, message: `${problem} The last one that was read stands.` };
  const [first, ...others] = calendar.refused;
  const more = others.length === 0 ? "" : ` And ${others.length} more.`;
  return { state: "fresh", lastAt: at, message: first === undefined ? null : `${first}${more}` };
}
