import { blockArm, type UnitObservation } from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { nullPlan } from "./null-plan.ts";

/** Blocks of time of one fleet whose load remembers `memory` of itself from block to block, with a daily swell. A look after each block. */
export function switchbackKind(name: string, memory: number, blocks: number): DataKind {
  const plan = nullPlan(blocks, { design: { kind: "switchback", blockS: 60, washOutS: 10 } });
  return { name, looks: blocks, plan, plain: false, start: (chance) => switchbackTrial(memory, chance, plan.arms) };
}

function switchbackTrial(memory: number, { uniform, normal }: Chance, arms: Parameters<typeof blockArm>[2]): Trial {
  const experiment = `trial-${Math.floor(uniform() * 2 ** 32)}`;
  const phase = uniform();
  const seen: { unit: string; arm: string; cluster: string; value: number }[] = [];
  let load = normal();
  return {
    advance: () => {
      const index = seen.length;
      load = memory * load + Math.sqrt(1 - memory * memory) * normal();
      const swell = 20 * Math.sin(2 * Math.PI * (index / 48 + phase));
      const { arm, cluster } = blockArm(experiment, index, arms);
      seen.push({ unit: `block-${index}`, arm, cluster, value: 100 + swell + 10 * load + 3 * normal() });
    },
    observe: (effect) => observed(seen, effect, false),
  };
}

/** Sets of two blocks, 100 with deviation `sd`, that have `correlation` with each other and none with other sets. */
export function setsOfBlocks({ uniform, normal }: Chance, sd: number, correlation: number): Trial {
  const experiment = `trial-${Math.floor(uniform() * 2 ** 32)}`;
  const seen: { unit: string; arm: string; cluster: string; value: number }[] = [];
  let shared = 0;
  return {
    advance: () => {
      const index = seen.length;
      if (index % 2 === 0) shared = Math.sqrt(correlation) * normal();
      const { arm, cluster } = blockArm(experiment, index, [{ name: "control" }, { name: "treated" }]);
      seen.push({
        unit: `block-${index}`,
        arm,
        cluster,
        value: 100 + sd * (shared + Math.sqrt(1 - correlation) * normal()),
      });
    },
    observe: (effect) => observed(seen, effect, true),
  };
}

/** `effect` times each figure, or of 100. */
function observed(
  seen: readonly { unit: string; arm: string; cluster: string; value: number }[],
  effect: number,
  additive: boolean,
): readonly UnitObservation[] {
  return seen.map(({ value, ...names }) => {
    const moved = additive ? value + 100 * effect : value * (1 + effect);
    const figure = names.arm === "treated" ? moved : value;
    return { ...names, totals: { figure: { frames: 50, sum: 50 * figure, weight: 50 } } };
  });
}
