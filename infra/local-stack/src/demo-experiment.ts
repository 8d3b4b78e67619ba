import { waveTrace } from "@fleet-persona/demo-fleet";
import type { ExperimentView } from "@fleet-persona/hub-core";
import { backgroundTraffic } from "./background-traffic.ts";
import type { DemoJourney } from "./demo-journey.ts";
import type { DrivenFleet } from "./main-job.ts";
import { block } from "./short-experiment.ts";
import type { ShortExperiment } from "./short-experiment.ts";
import type { Terminal } from "./terminal.ts";

type Surroundings = {
  readonly journey: DemoJourney;
  readonly fleet: DrivenFleet;
  readonly hubUrl: string;
  readonly terminal: Terminal;
  readonly abort: AbortSignal;
};

/**
 * After the comparison an experiment of the hub: blocks of time take turns, and a verdict ends it. Each block lives through one wave of load, so that they
 * differ by their arm. Null: not asked for.
 */
export async function experimentOf(around: Surroundings, seconds: number): Promise<ShortExperiment | null> {
  const { journey, fleet, hubUrl, terminal, abort } = around;
  if (seconds === 0 || abort.aborted) return null;
  await journey.setMode("active");
  await using _traffic = backgroundTraffic(around, waveTrace({ seconds: seconds + 90, everyS: block.blockS }));
  let said = false;
  const result = await journey.experiment({
    seconds,
    abort,
    onLook: (view) => {
      if (!said)
        terminal.line(
          `  A switchback: the Persona and the configuration from before it take turns; ${hubUrl}/experiments/${view.experimentId}`,
        );
      said = true;
      terminal.progress(progressLine(view, seconds));
    },
  });
  const { counted, leftOut } = result.blocks;
  const kind = fleet.kind === "simulator" ? "on the simulated fleet, " : "";
  terminal.line(`  ${result.sentence}`);
  terminal.line(
    `  ${kind}${counted} blocks counted, ${leftOut} left out; ${hubUrl}/experiments/${result.experimentId}\n`,
  );
  return result;
}

function progressLine({ blocks, effect, stage }: ExperimentView, seconds: number): string {
  const arm = blocks?.current?.arm ?? "waiting";
  const share = (value: number): string => `${value < 0 ? "" : "+"}${(100 * value).toFixed(0)} %`;
  const found =
    effect?.relative === null || effect === null
      ? "too early to say"
      : `before against Persona ${share(effect.relative.estimate)} cores, ${share(effect.relative.low)} to ${share(effect.relative.high)}`;
  return `${arm.padEnd(8)} block ${blocks?.counted ?? 0}, ${Math.round(stage?.runningS ?? 0)} of at most ${seconds} s   ${found}`;
}
