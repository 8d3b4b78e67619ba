import type { ScenarioPart } from "@fleet-persona/learning-jobs";
import { needed, positiveNumber, type Given } from "../command-line.ts";
import type { Project } from "../project/project-schema.ts";
import { readTraceFile, type RecordedTrace } from "../project/read-trace-file.ts";

/** A trace as it is run, and what was done to it. */
export type TraceScenario = {
  readonly part: ScenarioPart;
  readonly seconds: number;
  readonly pace: number;
  /** Requests a second at its busiest, as it is run. */
  readonly peak: number;
  readonly note: string;
};

// A recorded day is pressed into so many seconds unless --pace says otherwise: decisions are made every second or so.
const LONGEST_S = 900;
// A trace whose peak lies further outside what was trained on is scaled unless --peak says otherwise.
const BEYOND = 1.25;

/** The scenario of `--trace FILE`, fitted to what the Persona was trained on where its length and rates are far from it. */
export function traceScenario(given: Given, { scenarios }: Project): TraceScenario {
  const [timeColumn, countColumn] = [given["time-column"], given["count-column"]];
  const trace = readTraceFile(needed(given, "evaluate", "trace"), {
    ...(timeColumn === undefined ? {} : { timeColumn }),
    ...(countColumn === undefined ? {} : { countColumn }),
  });
  const length = trace.points.at(-1)?.t ?? 0;
  const highest = Math.max(...trace.points.map(({ rate }) => rate));
  const pace = positiveNumber(given, "pace", Math.max(1, length / LONGEST_S));
  const trained = highest >= scenarios.calm.min / BEYOND && highest <= scenarios.peak.max * BEYOND;
  const peak = positiveNumber(given, "peak", trained ? highest : (scenarios.peak.min + scenarios.peak.max) / 2);
  return {
    part: {
      kind: "trace",
      name: trace.name,
      points: fitted(trace, pace, peak / highest),
      seconds: Math.max(scenarios.warmup_s + 1, Math.floor(length / pace)),
    },
    seconds: Math.floor(length / pace),
    pace,
    peak,
    note: noteOf(length, highest, pace, peak),
  };
}

function fitted({ points }: RecordedTrace, pace: number, factor: number): RecordedTrace["points"] {
  return points.map(({ t, rate }) => ({ t: t / pace, rate: rate * factor }));
}

function noteOf(length: number, highest: number, pace: number, peak: number): string {
  const pressed = pace === 1 ? "" : ` pressed into ${Math.floor(length / pace)} s (--pace ${round(pace)})`;
  const scaled =
    peak === highest
      ? ""
      : ` scaled from ${round(highest)} to ${round(peak)} requests a second at its busiest (--peak)`;
  return pressed === "" && scaled === ""
    ? "as recorded"
    : [`${round(length)} s recorded`, pressed, scaled].filter(Boolean).join(",");
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
