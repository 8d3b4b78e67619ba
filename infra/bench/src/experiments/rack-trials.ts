import type { UnitObservation } from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { nullPlan } from "./null-plan.ts";

const LOOKS = 60;

/** Hosts of racks that move together: each rack has a level and noise that all its hosts share. `mixed`: both arms in each rack, else whole racks are assigned. */
export function rackKind(name: string, racks: number, hostsPerRack: number, mixed: boolean): DataKind {
  return {
    name,
    looks: LOOKS,
    plan: nullPlan(LOOKS),
    plain: false,
    start: (chance) => rackTrial(racks, hostsPerRack, mixed, chance),
  };
}

function rackTrial(racks: number, hostsPerRack: number, mixed: boolean, { uniform, normal }: Chance): Trial {
  const levels = Array.from({ length: racks }, () => 20 + 2 * normal());
  const hosts = Array.from({ length: racks * hostsPerRack }, (_, index) => {
    const rack = Math.floor(index / hostsPerRack);
    const treated = mixed ? uniform() < 0.5 : rack % 2 === 1;
    return { unit: `host-${index}`, rack, arm: treated ? "treated" : "control", own: normal(), sum: 0 };
  });
  const noise = levels.map(() => normal());
  let frames = 0;
  return {
    advance: () => {
      frames += 1;
      for (const rack of noise.keys()) noise[rack] = 0.9 * (noise[rack] ?? 0) + Math.sqrt(1 - 0.9 ** 2) * normal();
      for (const host of hosts)
        host.sum += (levels[host.rack] ?? 0) + 2 * (noise[host.rack] ?? 0) + host.own + normal();
    },
    observe: (effect) =>
      hosts.map(({ unit, rack, arm, sum }): UnitObservation => {
        const figure = sum * (arm === "treated" ? 1 + effect : 1);
        return { unit, arm, cluster: `rack-${rack}`, totals: { figure: { frames, sum: figure, weight: frames } } };
      }),
  };
}
