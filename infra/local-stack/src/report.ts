import { FEWEST_DEFAULT_BREACHES } from "@fleet-persona/demo-fleet";
import type { Arm } from "@fleet-persona/demo-fleet";
import type { ShortExperiment } from "./short-experiment.ts";
import { table } from "./terminal.ts";

export const armNames = ["default", "reactive", "persona"] as const;
export type ArmName = (typeof armNames)[number];

/** What one arm lived through, warm-up excluded. A simulated fleet's hit ratio is not told. */
export type ArmResult = Omit<Arm, "cacheHitRatio"> & { readonly cacheHitRatio: number | null };

export type MainJobReport = {
  /** What was driven: real origins behind HAProxy, or a simulated fleet where HAProxy could not be had. */
  fleet: "haproxy" | "simulator";
  valid: boolean;
  invalidBecause: string | null;
  verdict: string;
  seed: number;
  secondsPerArm: number;
  order: readonly ArmName[];
  arms: Record<ArmName, ArmResult>;
  decisions: { taken: number; held: number; applied: number; undone: number };
  agent: { rssMb: number; cpuShare: number; decisionP99Ms: number };
  hub: { framesPerSecond: number; ackP99Ms: number };
  secondsToFirstChange: number;
  stackStartSeconds: number;
  /** What the switchback after the comparison came to; null when none was asked for. */
  experiment: ShortExperiment | null;
};

/** Why the arms prove nothing, or null: a default arm that hardly breaches makes every ratio noise. */
export function validity(arms: Record<ArmName, ArmResult>): string | null {
  const seen = arms.default.breachSeconds;
  if (seen >= FEWEST_DEFAULT_BREACHES) return null;
  return `the default arm had only ${seen} breach seconds, and a comparison needs at least ${FEWEST_DEFAULT_BREACHES}: run longer (--seconds 240 or more) or with harder traffic`;
}

const percent = (share: number): string => `${Math.abs(Math.round(share * 100))} %`;

function against(persona: ArmResult, other: ArmResult, name: string): string {
  const cost = persona.coreSeconds / other.coreSeconds - 1;
  const breaches =
    persona.breachSeconds === other.breachSeconds
      ? `as many breach seconds as ${name} (${other.breachSeconds})`
      : `${persona.breachSeconds} breach seconds against ${other.breachSeconds} with ${name}`;
  const price = Math.abs(cost) < 0.01 ? "the same cost" : `${percent(cost)} ${cost < 0 ? "less" : "more"} cost`;
  return `${breaches} at ${price}`;
}

function standing(persona: ArmResult, other: ArmResult): "wins" | "loses" | "trades" {
  const breach = Math.sign(other.breachSeconds - persona.breachSeconds);
  const cost =
    Math.abs(other.coreSeconds - persona.coreSeconds) < 0.01 * other.coreSeconds
      ? 0
      : Math.sign(other.coreSeconds - persona.coreSeconds);
  if (breach + cost > 0 && breach >= 0 && cost >= 0) return "wins";
  if (breach + cost < 0 && breach <= 0 && cost <= 0) return "loses";
  return "trades";
}

/** Who wins and who loses, in plain words, whichever it is. */
export function verdict(arms: Record<ArmName, ArmResult>): string {
  const words = { wins: "beats", loses: "loses to", trades: "neither beats nor loses to" } as const;
  const parts = (["default", "reactive"] as const).map(
    (name) =>
      `${words[standing(arms.persona, arms[name])]} the ${name} arm (${against(arms.persona, arms[name], name)})`,
  );
  return `The Persona ${parts.join(" and ")}.`;
}

const whole = (value: number): string => String(Math.round(value));
const rows: readonly (readonly [string, (arm: ArmResult) => string])[] = [
  ["requests", (arm) => whole(arm.requests)],
  ["errors", (arm) => whole(arm.errors)],
  ["p50, ms", (arm) => arm.p50Ms.toFixed(1)],
  ["p95, ms", (arm) => arm.p95Ms.toFixed(1)],
  ["p99, ms", (arm) => arm.p99Ms.toFixed(1)],
  ["breach seconds (p95 > 150 ms or errors > 1 %)", (arm) => whole(arm.breachSeconds)],
  ["core-seconds allocated", (arm) => arm.coreSeconds.toFixed(1)],
  ["cache hit ratio", (arm) => arm.cacheHitRatio?.toFixed(3) ?? "not told"],
];

/** The three-column table and its one sentence, as the terminal shows them. */
export function renderReport(report: MainJobReport): string {
  const header = ["", ...armNames];
  const body = rows.map(([title, cell]) => [title, ...armNames.map((name) => cell(report.arms[name]))]);
  const { decisions, agent, hub } = report;
  return [
    ...(report.fleet === "simulator" ? ["  A simulated fleet, not a live one: these figures are a model's.", ""] : []),
    table([header, ...body]),
    "",
    `  decisions  ${decisions.taken} taken, ${decisions.held} held, ${decisions.applied} applied, ${decisions.undone} undone`,
    `  agent      ${agent.rssMb.toFixed(0)} MB, ${(agent.cpuShare * 100).toFixed(1)} % of a core, decision p99 ${agent.decisionP99Ms.toFixed(2)} ms`,
    `  hub        ${hub.framesPerSecond.toFixed(1)} frames/s, ack p99 ${hub.ackP99Ms.toFixed(1)} ms`,
    `  first change ${report.secondsToFirstChange.toFixed(1)} s after the stack was up`,
    "",
    report.invalidBecause === null ? `  ${report.verdict}` : `  This run proves nothing: ${report.invalidBecause}.`,
  ].join("\n");
}
