import { changesOf, parsePolicyOutputs, type Decision, type PolicyRow, type Weights } from "@fleet-persona/engine";
import { EngineLoop, type FleetMoment, type FleetPilot, type FleetPolicy } from "@fleet-persona/learning";
import {
  encodeConfiguration,
  fromUnit,
  type Attribute,
  type AttributeValue,
  type Configuration,
  type Manifest,
} from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import { contractOf, named, unpacked } from "../policy-contract.ts";
import { engineTaskOf } from "./gate-task.ts";

/** Asks the policy for one packed row. */
export type AskPolicy = (row: Float32Array) => Promise<Float32Array>;

/** The Persona as an agent runs it: in shadow at first, then the policy proposes and the engine under its guards decides. */
export function guardedPolicy(
  manifest: Manifest,
  ask: AskPolicy,
  onDecision: (decision: Decision) => void,
): FleetPolicy {
  const contract = contractOf(manifest);
  const outputs = named(manifest.attributes, manifest.policy.outputs);
  return {
    name: "guarded",
    start({ scenario }) {
      const loop = engineLoopOf(manifest, scenario.fleet);
      return {
        async decide({ at, signals, now, config }) {
          const answer = await ask(packedRow(manifest, loop.look(signals, now), config));
          const proposal = parsePolicyOutputs(outputs, unpacked(contract, answer));
          if (at < GATE_RULES.shadowS) {
            loop.watch(proposal, config);
            return {};
          }
          const { decision } = loop.act(proposal, config);
          onDecision(decision);
          return Object.fromEntries(changesOf(decision).map(({ attribute, to }) => [attribute, to]));
        },
      };
    },
  };
}

/** What the policy's answers would do by themselves: followed to the letter at once, within the attributes' own ranges alone. */
export function rawPolicy(manifest: Manifest, ask: AskPolicy): FleetPolicy {
  const contract = contractOf(manifest);
  const outputs = named(manifest.attributes, manifest.policy.outputs);
  return {
    name: "raw",
    start({ scenario }) {
      // Only for what it derives: nothing is decided here.
      const loop = engineLoopOf(manifest, scenario.fleet);
      return {
        async decide({ at, signals, now, config }) {
          const answer = await ask(packedRow(manifest, loop.look(signals, now), config));
          const proposal = parsePolicyOutputs(outputs, unpacked(contract, answer));
          if (at < GATE_RULES.shadowS || proposal.kind === "unavailable") return {};
          return Object.fromEntries(outputs.map((each) => [each.name, wishOf(each, proposal.weights[each.name])]));
        },
      };
    },
  };
}

/** The same policy, looking at the world through `view`. */
export function looking(policy: FleetPolicy, view: (moment: FleetMoment) => FleetMoment): FleetPolicy {
  return {
    name: policy.name,
    async start(context): Promise<FleetPilot> {
      const pilot = await policy.start(context);
      return { decide: (moment) => pilot.decide(view(moment)) };
    },
  };
}

/** signals, present and config of one moment, packed. */
export function packedRow(manifest: Manifest, { signals, present }: PolicyRow, config: Configuration): Float32Array {
  const encoded = encodeConfiguration(named(manifest.attributes, manifest.policy.inputs.config), config);
  const row = new Float32Array(2 * signals.length + encoded.length);
  row.set(signals);
  row.set(present, signals.length);
  row.set(encoded, 2 * signals.length);
  return row;
}

export function engineLoopOf(
  manifest: Manifest,
  fleet: ConstructorParameters<typeof EngineLoop>[0]["fleet"],
): EngineLoop {
  return new EngineLoop({ task: engineTaskOf(manifest), fleet, claimedConfidence: manifest.confidence_score });
}

function wishOf(attribute: Attribute, weights: Weights | undefined): AttributeValue {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return weights?.kind === "number" ? fromUnit(attribute, weights.mean) : attribute.default;
    case "categorical":
      return attribute.choices[likeliest(weights)] ?? attribute.default;
    case "boolean":
      return likeliest(weights) === 1;
    default:
      return attribute satisfies never;
  }
}

function likeliest(weights: Weights | undefined): number {
  return weights?.kind === "choice" ? weights.probabilities.indexOf(Math.max(...weights.probabilities)) : -1;
}
