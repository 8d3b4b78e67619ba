import { armOfHost, type UnitObservation } from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { remembering } from "./frame-shapes.ts";
import { nullPlan } from "./null-plan.ts";

const STEPS = [5, 10, 25, 50, 100];

/** Hosts that go up a ramp: on the control until their step, then on the arm; under each what was measured there. */
export function rampKind(name: string, hosts: number, looks: number): DataKind {
  const plan = nullPlan(looks);
  return { name, looks, plan, plain: true, start: (chance) => rampTrial(hosts, looks, chance, plan.arms) };
}

function rampTrial(hosts: number, looks: number, chance: Chance, arms: Parameters<typeof armOfHost>[3]): Trial {
  const experiment = `trial-${Math.floor(chance.uniform() * 2 ** 32)}`;
  const shape = remembering(0.9, 1);
  const all = Array.from({ length: hosts }, (_, index) => ({
    unit: `host-${index}`,
    frames: shape(chance).frames,
    arm: "control",
    sum: 0,
    count: 0,
  }));
  let look = 0;
  return {
    advance: () => {
      const percent = STEPS[Math.min(STEPS.length - 1, Math.floor((look * STEPS.length * 2) / looks))] ?? 100;
      look += 1;
      for (const host of all) {
        const arm = armOfHost(experiment, host.unit, percent, arms);
        if (arm !== host.arm) Object.assign(host, { arm, sum: 0, count: 0 });
        for (let frame = 0; frame < 4; frame += 1) host.sum += host.frames();
        host.count += 4;
      }
    },
    observe: (effect) =>
      all.map(({ unit, arm, sum, count }): UnitObservation => {
        const figure = sum * (arm === "treated" ? 1 + effect : 1);
        return { unit, arm, cluster: null, totals: { figure: { frames: count, sum: figure, weight: count } } };
      }),
  };
}
