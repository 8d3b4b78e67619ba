import * as fc from "fast-check";
import { expect, it } from "vitest";
import { hostsNamed, quiet, runnerPlan, says, start, started } from "../testing/runner-world.ts";
import { VERDICTS } from "../verdict/verdict.ts";
import { advance } from "./advance.ts";
import { carriedBy } from "./carried.ts";
import { pauseRun, promoteRun, resumeRun, stopRun } from "./commands.ts";
import type { Advanced, Experiment, Facts } from "./experiment.ts";
import { hasEnded, runSchema } from "./run.ts";

const looks = fc.record({
  kind: fc.constant("look" as const),
  afterMs: fc.integer({ min: 0, max: 900_000 }),
  hosts: fc.integer({ min: 0, max: 30 }),
  verdict: fc.option(fc.constantFrom(...VERDICTS), { nil: null }),
  guardrail: fc.constantFrom("holds" as const, "open" as const, "no-data" as const, "broken" as const),
  fault: fc.option(fc.constantFrom("sample-ratio" as const, "clocks-apart" as const, "one-unit" as const), {
    nil: null,
  }),
  held: fc.option(fc.boolean(), { nil: null }),
  withdrawn: fc.integer({ min: 0, max: 30 }).map((draw) => draw === 0),
  silent: fc.integer({ min: 0, max: 8 }).map((draw) => draw === 0),
});
const afterMs = fc.integer({ min: 0, max: 60_000 });
const commands = fc.oneof(
  fc.record({ kind: fc.constant("pause" as const), afterMs }),
  fc.record({ kind: fc.constant("resume" as const), afterMs }),
  fc.record({ kind: fc.constant("stop" as const), afterMs }),
  fc.record({ kind: fc.constant("promote" as const), afterMs }),
);
const events = fc.array(fc.oneof({ weight: 8, arbitrary: looks }, { weight: 1, arbitrary: commands }), {
  maxLength: 60,
});
const plans = fc.record({
  switchback: fc.boolean(),
  aaS: fc.constantFrom(0, 30),
  confirm: fc.boolean(),
  promote: fc.constantFrom("automatic" as const, "ask" as const),
  holdout: fc.constantFrom({ percent: 0, days: 0 }, { percent: 10, days: 1 }),
  count: fc.integer({ min: 2, max: 30 }),
});

type Event = typeof events extends fc.Arbitrary<(infer E)[]> ? E : never;

function taken(experiment: Experiment, event: Event, now: number): Advanced {
  switch (event.kind) {
    case "look":
      return advance(experiment, factsOf(experiment, event, now));
    case "pause":
      return pauseRun(experiment, now, "Paused.");
    case "resume":
      return resumeRun(experiment, now, "On.");
    case "stop":
      return stopRun(experiment, now, "Stopped.");
    case "promote":
      return promoteRun(experiment, now, "Yes.") ?? { experiment, effects: [] };
    default:
      return event satisfies never;
  }
}

function factsOf(experiment: Experiment, event: Extract<Event, { kind: "look" }>, now: number): Facts {
  const { verdict, guardrail, fault, held, withdrawn, silent } = event;
  const said = verdict === null ? null : says(experiment, verdict, guardrail);
  const judgement = said && { ...said, faults: fault === null ? [] : [{ code: fault, sentence: "A fault." }] };
  return {
    ...quiet(now, hostsNamed(event.hosts), judgement),
    held: held === null ? null : { code: held ? "freeze" : "kill-switch", sentence: "Held.", auto: held },
    withdrawn: withdrawn ? { code: "persona-revoked", sentence: "Revoked." } : null,
    lastFrameAt: silent ? null : now,
  };
}

// What a worker keeps and another one reads.
function throughTheDatabase(experiment: Experiment): Experiment {
  const run = runSchema.parse(JSON.parse(JSON.stringify(experiment.run)));
  return { ...experiment, run, hosts: JSON.parse(JSON.stringify(experiment.hosts)) as Experiment["hosts"] };
}

it("advance keeps its word whatever happens in whatever order, and whoever goes on after a crash", () => {
  fc.assert(
    fc.property(plans, events, ({ switchback, count, ...plan }, happens) => {
      const design = switchback
        ? ({ kind: "switchback", blockS: 60, washOutS: 10 } as const)
        : ({ kind: "hosts" } as const);
      let { experiment } = started(
        runnerPlan({
          design,
          ramp: [
            { percent: 50, leastS: 10 },
            { percent: 100, leastS: 10 },
          ],
          ...plan,
        }),
        count,
      );
      let now = start;
      let promotedTo: string | null = null;
      const turned: string[] = [];
      for (const event of happens) {
        now += event.afterMs;
        const before = experiment;
        const next = taken(before, event, now);
        // A worker that died in the look has kept nothing: whoever makes it again comes to the same.
        expect(taken(throughTheDatabase(before), event, now)).toEqual(next);
        // What is seen twice is done once.
        if (event.kind === "look") {
          const again = advance(next.experiment, { ...factsOf(before, event, now), judgement: null, lastFrameAt: now });
          expect(again.experiment.run.status).toBe(next.experiment.run.status);
          expect(again.effects.filter(({ kind }) => kind === "promote" || kind === "put-back")).toEqual([]);
        }
        for (const effect of next.effects) {
          if (effect.kind === "promote") promotedTo = effect.arm;
          if (effect.kind === "put-back") promotedTo = null;
          if (effect.kind === "begin-block") turned.push(effect.block.unit);
        }
        experiment = next.experiment;
        hold(before, experiment);
      }
      // No block is begun twice.
      expect(new Set(turned).size).toBe(turned.length);
      // An end by promotion has a promoted arm, and no other end has.
      if (hasEnded(experiment.run.status))
        expect(promotedTo !== null).toBe(experiment.run.status === "promoted" || wasHoldout(experiment));
    }),
    { numRuns: 300 },
  );
});

// Of a holdout that is revoked the promoted version is in charge, and goes the revocation's way.
function wasHoldout({ run }: Experiment): boolean {
  return run.stage?.kind === "holdout" && run.status === "stopped";
}

function hold(before: Experiment, { run, plan, hosts, seed }: Experiment): void {
  const experiment = { run, plan, hosts, seed };
  const ids = Object.keys(hosts);
  // After the end everybody follows the fleet's own document: the control or what was promoted.
  if (hasEnded(run.status) || run.status === "paused")
    expect(ids.every((id) => carriedBy(experiment, id) === null)).toBe(true);
  // An end is for good.
  if (hasEnded(before.run.status)) expect(run).toEqual(before.run);
  for (const id of ids) {
    const [was, is] = [before.hosts[id], hosts[id]];
    // The arm that a host was dealt never changes, and who was treated stays so.
    if (was !== undefined) expect(is?.arm).toBe(was.arm);
    if (was?.treatedAt !== null && was !== undefined) expect(is?.treatedAt).toBe(was.treatedAt);
    const carried = carriedBy(experiment, id);
    if (carried === null) continue;
    // What a host plays is an arm that is still in it; a dropped one never.
    expect(run.dropped).not.toContain(carried.plays);
    expect(is?.leftAt).toBeNull();
  }
  // What it remembers does not grow with the time it runs.
  expect(JSON.stringify(run).length).toBeLessThan(1_500);
}
