import { armOfBlock } from "./dealing.ts";
import type { Advanced, RunEffect, Experiment } from "./experiment.ts";
import { moved, note } from "./experiment.ts";
import { blockShares } from "./ramp.ts";
import type { RunBlock } from "./run.ts";

/** Begins the block that its time has come for. Blocks whose time passed while nobody looked are left out, and the log says so. */
export function turnBlock(experiment: Experiment, now: number): Advanced {
  const { run, plan, seed } = experiment;
  const { stage, status } = run;
  const turns = status === "aa" || status === "running" || status === "confirming" || status === "holdout";
  if (plan.design.kind !== "switchback" || stage === null || !turns) return { experiment, effects: [] };
  const blocks = run.blocks ?? { from: now, series: 0, current: null };
  const lengthMs = plan.design.blockS * 1000;
  const index = Math.max(0, Math.floor((now - blocks.from) / lengthMs));
  if (blocks.current?.index === index) return { experiment, effects: [] };
  const shares = Object.entries(blockShares(experiment, stage)).map(([name, weight]) => ({ name, weight }));
  const block: RunBlock = {
    unit: `${stage.number}.${blocks.series}.${index}`,
    index,
    arm: armOfBlock(`${seed}/${stage.number}.${blocks.series}`, shares, index),
    from: blocks.from + index * lengthMs,
    until: blocks.from + (index + 1) * lengthMs,
  };
  const effects: RunEffect[] = [{ kind: "begin-block", block, stage: stage.number }];
  const missed = index - (blocks.current === null ? 0 : blocks.current.index + 1);
  if (missed > 0)
    effects.push(
      note("blocks-missed", `${missed} ${missed === 1 ? "block" : "blocks"} passed while nobody looked: left out.`),
    );
  return moved(experiment, { blocks: { ...blocks, current: block } }, ...effects);
}

/** Ends the block under way before its time: it does not count. */
export function cutBlock({ run: { blocks } }: Experiment, now: number): readonly RunEffect[] {
  const current = blocks?.current ?? null;
  return current === null || now >= current.until ? [] : [{ kind: "cut-block", unit: current.unit, at: now }];
}
