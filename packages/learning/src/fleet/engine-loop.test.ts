import { changesOf } from "@fleet-persona/engine";
import { expect, it } from "vitest";
import { declaredInputs, smallTask } from "../testing/small-fleet.ts";
import { proposalOf } from "./action-proposal.ts";
import { EngineLoop } from "./engine-loop.ts";
import { FleetRun } from "./fleet-run.ts";
import { taskOf } from "./task-description.ts";

it("EngineLoop watches in shadow without changing anything, and then acts as if nothing had been", () => {
  const distribution = { mean: 100, standard_deviation: 60, p01: 20, p99: 300 };
  const task = taskOf({ ...smallTask, inputs: declaredInputs.slice(0, 1).map((each) => ({ ...each, distribution })) });
  const scenario = task.scenario(3);
  const run = new FleetRun(task, scenario);
  const loop = new EngineLoop({ task, fleet: scenario.fleet });
  const proposal = proposalOf(task.attributes, new Float32Array(task.attributes.length).fill(1));
  for (let second = 0; second < 5; second += 1) {
    run.advance();
    loop.look(run.signals, run.now);
    expect(loop.watch(proposal, run.config).mode).toBe("shadow");
  }
  const { changes, decision } = loop.act(proposal, run.config);
  expect(decision.hands).toEqual({});
  expect(Object.keys(changes)).toEqual(changesOf(decision).map(({ attribute }) => attribute));
  expect(Object.keys(changes).length).toBeGreaterThan(0);
});
