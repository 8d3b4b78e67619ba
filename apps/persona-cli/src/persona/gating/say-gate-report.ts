import type { GateReason, GateReport, GateScenario, ScenarioFigures } from "@fleet-persona/persona";

const MARKS: Readonly<Record<GateReason["severity"], string>> = { reject: "✗", quarantine: "▲", note: "·" };
const MEANS: Readonly<Record<GateReport["verdict"], string>> = {
  passed: "passed: it may be installed once it is attested",
  quarantined: "quarantined: a person has to look at it first",
  rejected: "rejected: it must not be installed",
};

/** A gate report for a terminal. */
export function sayGateReport(report: GateReport): string {
  const { persona, verdict, reasons, behaviour, confidence, rules_version, seconds } = report;
  const head = `${persona.id} v${persona.version} ${MEANS[verdict]}\nConfidence ${confidence.toFixed(2)}, rules ${rules_version}, ${seconds.toFixed(0)} s.`;
  const why = reasons.map(({ severity, code, message }) => `${MARKS[severity]} ${code}\n    ${message}`).join("\n");
  return [head, why, behaviour === null ? "" : behaviourOf(behaviour)].filter(Boolean).join("\n\n");
}

function behaviourOf(behaviour: NonNullable<GateReport["behaviour"]>): string {
  const { scenarios, fuzzing, deterministic, latency_us, sandbox } = behaviour;
  const worst = scenarios.flatMap(({ name, worst_moment }) =>
    worst_moment === null
      ? []
      : [`  ${name}, seed ${worst_moment.seed}, second ${worst_moment.at}: ${worst_moment.what}`],
  );
  const failures = fuzzing.failures.slice(0, 10).map((failure) => `  ${failure}`);
  const peak = sandbox.peak_memory_mb === null ? "" : `, at most ${sandbox.peak_memory_mb.toFixed(0)} used`;
  return [
    `Breach seconds and cost of a run, means\n${tableOf(scenarios)}`,
    worst.length === 0 ? "" : `Where it went furthest\n${worst.join("\n")}`,
    `${fuzzing.cases.toLocaleString("en")} odd inputs, ${fuzzing.failures.length} failures; ${deterministic ? "the same" : "NOT the same"} in two processes; an inference takes ${latency_us.p50.toFixed(0)} µs, one in a hundred ${latency_us.p99.toFixed(0)} µs.`,
    failures.join("\n"),
    `Sandbox: ${sandbox.network_isolated ? "no network" : "beside the machine's network"}, ${sandbox.memory_limit_mb} MiB of memory${peak}.`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function tableOf(scenarios: readonly GateScenario[]): string {
  const rows = [
    ["scenario", "guarded", "raw", "reactive", "default", "held back", "fallback"],
    ...scenarios.map(({ name, guarded, raw, baselines, guard_share, fallback_share }) => [
      name,
      figure(guarded),
      figure(raw),
      figure(baselines.reactive),
      figure(baselines.static_default),
      percent(guard_share),
      percent(fallback_share),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ")}`,
    )
    .join("\n");
}

function figure({ breach_seconds, cost }: ScenarioFigures): string {
  return `${breach_seconds.toFixed(1)} s ${cost.toFixed(0)}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
