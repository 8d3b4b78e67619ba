import { randomBytes, randomUUID } from "node:crypto";
import {
  authStore,
  createTenant,
  execute,
  publishPersona,
  registerPublisher,
  resolveActor,
  userIdSchema,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, PublishedPersona } from "@fleet-persona/hub-core";
import { keyPairFromSeed, sealBundle } from "@fleet-persona/persona";
import type { KeyPair, Manifest } from "@fleet-persona/persona";

/** A publisher `acme` whose versions the gate has to look at. */
export type GateStore = { readonly seller: Actor; publish(version: number): Promise<PublishedPersona> };

export async function openGateStore(deps: Deps): Promise<GateStore> {
  const user = await authStore(deps).createUser({ email: `${randomUUID()}@example.com`, emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const tenant = await execute(deps, { userId }, createTenant, { name: "Acme", slug: "acme" });
  const seller = await resolveActor(deps, { userId, tenantId: tenant.tenantId });
  const keyPair = keyPairFromSeed(randomBytes(32));
  const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
  await execute(deps, seller, registerPublisher, { slug: "acme", displayName: "Acme", publicKey });
  return { seller, publish: (version) => publish(deps, seller, { version, keyPair }) };
}

type Wanted = { readonly version: number; readonly keyPair: KeyPair };

function publish(deps: Deps, seller: Actor, { version, keyPair }: Wanted): Promise<PublishedPersona> {
  const files = {
    "policy.onnx": new Uint8Array(64),
    "card.md": Buffer.from("# Card\n"),
    "evidence.json": Buffer.from("{}"),
  };
  const bundle = sealBundle({ manifest: { ...manifest, version }, files, keyPairs: [keyPair] });
  const texts = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  return execute(deps, seller, publishPersona, { files: texts });
}

const distribution = { mean: 130, standard_deviation: 60, p01: 40, p99: 290 };
const rate = { name: "request_rate", family: "performance", unit: "1/s", window_s: 5, staleness_s: 5 } as const;
const cpu = { name: "cpu_allocation", kind: "continuous", scope: "host", cost: "hot", weight: 1 } as const;

const manifest: Omit<Manifest, "files" | "version"> = {
  schema: "fleet-persona/1",
  id: "acme/surge-ready",
  name: "Surge ready",
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: ["surge"],
  summary: "Grows a web fleet before the flash crowd arrives.",
  licence: "Apache-2.0",
  changelog: [{ kind: "added", text: "First version." }],
  input_data_sources: ["haproxy"],
  attributes: [{ ...cpu, min: 0.1, max: 0.3, unit: "cores", scale: "linear", default: 0.2, safe: 0.3 }],
  optimal_config: { cpu_allocation: 0.25 },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: { signals: [{ ...rate, required: true, distribution }], config: ["cpu_allocation"] },
    outputs: ["cpu_allocation"],
  },
  training: { algorithm: "imitation", environment: "demo fleet", steps: 1, seeds: [1], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};
