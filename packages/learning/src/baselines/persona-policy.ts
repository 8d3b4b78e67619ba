import { parsePolicyOutputs, type PolicyRow, type Proposal } from "@fleet-persona/engine";
import { encodeConfiguration, type Attribute, type Configuration } from "@fleet-persona/persona";
import { EngineLoop, type EngineTask } from "../fleet/engine-loop.ts";
import { tensor, type OnnxModelSession } from "../runtime.ts";
import type { FleetPolicy } from "./fleet-policy.ts";

/** A Persona as a comparison needs it: its network, and what of its manifest the engine is told. */
export type PersonaUnderTest = EngineTask & {
  readonly name?: string;
  readonly session: OnnxModelSession;
  /** The manifest's claim; 1 for a Persona that has none yet. */
  readonly claimedConfidence?: number;
};

/** A Persona as an agent runs it: the policy proposes, the engine under its guards decides. */
export function personaPolicy(persona: PersonaUnderTest): FleetPolicy {
  const { name = "persona", session, claimedConfidence = 1, ...task } = persona;
  return {
    name,
    start({ scenario }) {
      const loop = new EngineLoop({ task, fleet: scenario.fleet, claimedConfidence });
      return {
        async decide({ signals, now, config }) {
          const row = loop.look(signals, now);
          return loop.act(await propose(session, task.attributes, row, config), config).changes;
        },
      };
    },
  };
}

/** What the policy says of one row, read by the agent's own parser. */
export async function propose(
  session: OnnxModelSession,
  attributes: readonly Attribute[],
  { signals, present }: PolicyRow,
  config: Configuration,
): Promise<Proposal> {
  const row = (data: Float32Array) => tensor(data, [1, data.length]);
  const encoded = encodeConfiguration(attributes, config);
  const outputs = await session.run({ signals: row(signals), present: row(present), config: row(encoded) });
  const tensors = Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
  return parsePolicyOutputs(attributes, tensors);
}
