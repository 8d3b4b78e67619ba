import {
  armOfHost,
  concurrentObservations,
  type ExperimentPlan,
  type UnitObservation,
} from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { remembering } from "./frame-shapes.ts";
import { nullPlan } from "./null-plan.ts";

const STEPS = [5, 10, 25, 50, 100];
const FRAMES = 4;

/** Hosts that go up a ramp while the day goes on: on the control until their step, then on the arm; under each what was measured there. */
export function rampKind(name: string, hosts: number, looks: number): DataKind {
  const plan = nullPlan(looks);
  return { name, looks, plan, plain: true, start: (chance) => rampTrial(hosts, plan, looks, chance) };
}

function rampTrial(hosts: number, plan: ExperimentPlan, looks: number, chance: Chance): Trial {
  const experiment = `trial-${Math.floor(chance.uniform() * 2 ** 32)}`;
  const phase = 2 * Math.PI * chance.uniform();
  const shape = remembering(0.9, 1);
  const all = Array.from({ length: hosts }, (_, index) => ({ unit: `host-${index}`, frames: shape(chance).frames }));
  const sums = STEPS.map(() => all.map(() => 0));
  let look = 0;
  const stepAt = (at: number): number => Math.min(STEPS.length - 1, Math.floor((at * STEPS.length * 2) / looks));
  const counts = STEPS.map(() => 0);
  return {
    advance: () => {
      const [step, swell] = [stepAt(look), 5 * Math.sin((2 * Math.PI * look) / looks + phase)];
      look += 1;
      counts[step] = (counts[step] ?? 0) + FRAMES;
      for (const [index, { frames }] of all.entries())
        for (let frame = 0; frame < FRAMES; frame += 1)
          (sums[step] as number[])[index] = (sums[step]?.[index] ?? 0) + swell + frames();
    },
    observe: (effect) => {
      const stretches = STEPS.map((percent, step) =>
        all.map(({ unit }, index): UnitObservation => {
          const arm = armOfHost(experiment, unit, percent, plan.arms);
          const [frames, sum] = [counts[step] ?? 0, (sums[step]?.[index] ?? 0) * (arm === "treated" ? 1 + effect : 1)];
          return { unit, arm, cluster: null, totals: { figure: { frames, sum, weight: frames } } };
        }),
      );
      return concurrentObservations(plan.metrics, "control", stretches);
    },
  };
}
