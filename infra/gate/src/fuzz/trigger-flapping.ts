import { changesOf, parsePolicyOutputs, type Change, type Signals } from "@fleet-persona/engine";
import type { Configuration, Manifest, Trigger } from "@fleet-persona/persona";
import type { FleetModel } from "@fleet-persona/simulator";
import { engineLoopOf, packedRow } from "../behaviour/gate-policies.ts";
import { GATE_RULES } from "../gate-rules.ts";
import { contractOf, named, unpacked } from "../policy-contract.ts";
import type { ModelSandbox } from "../sandbox/model-sandbox.ts";
import type { RelationResult } from "./relations.ts";

const SECONDS = 60;
const START = 1_767_571_200_000;

/**
 * Holds each trigger's signal at its threshold, a thousandth of it below and above by turns, a minute long, everything else at its
 * mean. A trigger without room between firing and letting go throws the configuration back and forth.
 */
export async function triggersHoldStill(
  manifest: Manifest,
  fleet: FleetModel,
  sandbox: ModelSandbox,
): Promise<RelationResult> {
  const failures: string[] = [];
  const overriding = manifest.triggers.filter(({ then }) => then.kind !== "decide");
  for (const trigger of overriding) {
    const turns = await turnsUnder(manifest, fleet, sandbox, trigger);
    if (turns > GATE_RULES.flapsPerMinute) {
      failures.push(
        `trigger ${trigger.name}: around its threshold the configuration went back and forth ${turns} times in a minute`,
      );
    }
  }
  return { cases: overriding.length, failures };
}

async function turnsUnder(
  manifest: Manifest,
  fleet: FleetModel,
  sandbox: ModelSandbox,
  { when }: Trigger,
): Promise<number> {
  const contract = contractOf(manifest);
  const outputs = named(manifest.attributes, manifest.policy.outputs);
  const loop = engineLoopOf(manifest, fleet);
  let config: Configuration = Object.fromEntries(manifest.attributes.map((each) => [each.name, each.default]));
  const before = new Map<string, Change>();
  let turns = 0;
  for (let second = 0; second < SECONDS; second += 1) {
    const now = START + second * 1000;
    const off = (second % 2 === 0 ? -1 : 1) * 1e-3 * Math.max(1, Math.abs(when.threshold));
    const row = packedRow(manifest, loop.look(meansAt(manifest, now, when.signal, when.threshold + off), now), config);
    const answer = await sandbox.run(row, 1);
    const { decision } = loop.act(parsePolicyOutputs(outputs, unpacked(contract, answer.outputs)), config);
    for (const change of changesOf(decision)) {
      if (isTurn(before.get(change.attribute), change)) turns += 1;
      before.set(change.attribute, change);
      config = { ...config, [change.attribute]: change.to };
    }
  }
  return turns;
}

/** A number that goes the other way than before, or a choice that goes back to where it was. */
function isTurn(last: Change | undefined, { from, to }: Change): boolean {
  if (last === undefined) return false;
  if (typeof to !== "number") return last.from === to;
  return Math.sign(to - Number(from)) === -Math.sign(Number(last.to) - Number(last.from));
}

function meansAt({ policy }: Manifest, at: number, signal: string, value: number): Signals {
  const means = policy.inputs.signals.map(
    ({ name, distribution }) => [name, { value: distribution.mean, at }] as const,
  );
  return { ...Object.fromEntries(means), [signal]: { value, at } };
}
