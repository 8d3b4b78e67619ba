import { randomBytes, randomUUID } from "node:crypto";
import { startTestDatabase, type TestDatabase } from "@fleet-persona/db";
import {
  approveVersion,
  authStore,
  createEnrolmentToken,
  createFleet,
  createTenant,
  execute,
  getPersona,
  passGate,
  publishPersona,
  registerPublisher,
  resolveActor,
  revokeVersion,
  type Actor,
  type FleetView,
  type GatewayDeps,
  type PublishedPersona,
  type UserId,
} from "@fleet-persona/hub-core";
import { keyPairFromSeed, sealBundle, type Manifest } from "@fleet-persona/persona";
import postgres, { type Sql } from "postgres";

/** A tenant with a fleet. */
export type TestTenant = { readonly owner: Actor; readonly fleet: FleetView };

/** How often a frame number is in the database. */
export type StoredFrame = { tenantId: string; epoch: number; seq: number; copies: number };

/** A hub on a throwaway database, without its web application. */
export type TestHub = AsyncDisposable & {
  readonly deps: GatewayDeps;
  readonly database: TestDatabase;
  newTenant(): Promise<TestTenant>;
  newToken(tenant: TestTenant, ttlSeconds?: number): Promise<string>;
  /** Publishes `<slug>/surge-ready` and assigns it to a tenant's fleet; resolves to its digest. */
  assignNewPersona(tenant: TestTenant): Promise<string>;
  /** Revokes the version with this digest, as its publisher does. */
  revokePersona(digest: string, reason: string): Promise<void>;
  /** Makes every unused enrolment token of every tenant expire now. */
  expireTokens(): Promise<void>;
  /** The metric frames of a host, in order. */
  storedFrames(hostId: string): Promise<StoredFrame[]>;
  /** What a host last said of itself; null before. */
  storedStatus(hostId: string): Promise<unknown>;
};

export async function startTestHub(): Promise<TestHub> {
  const database = await startTestDatabase();
  const published = new Map<string, Published>();
  const deps: GatewayDeps = {
    db: database.db,
    ingest: database.ingest,
    now: () => new Date(),
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  };
  return {
    deps,
    database,
    newTenant: async () => {
      const owner = await newOwner(deps);
      return { owner, fleet: await execute(deps, owner, createFleet, { name: "Web", slug: "web" }) };
    },
    newToken: async ({ owner, fleet }, ttlSeconds = 600) => {
      const { token } = await execute(deps, owner, createEnrolmentToken, { fleetId: fleet.fleetId, ttlSeconds });
      return token;
    },
    assignNewPersona: async ({ owner, fleet }) => {
      const fresh = await publish(deps);
      const { listingId, personaVersionId, digest } = fresh;
      published.set(digest, fresh);
      await execute(deps, owner, getPersona, { listingId });
      await passGate(deps, personaVersionId);
      const fleetIds = [fleet.fleetId];
      await execute(deps, owner, approveVersion, { personaVersionId, fleetIds, mode: "shadow" });
      return digest;
    },
    revokePersona: async (digest, reason) => {
      const known = published.get(digest);
      if (known === undefined) throw new TypeError("Nothing with this digest was published here.");
      const { seller, personaId, version } = known;
      await execute(deps, seller, revokeVersion, { personaId, version, reason });
    },
    expireTokens: async () => {
      await asOwner(
        database,
        (sql) => sql`update enrolment_tokens set expires_at = now() - interval '1 second' where used_at is null`,
      );
    },
    storedFrames: (hostId) =>
      asOwner(
        database,
        (sql) => sql<StoredFrame[]>`
          select tenant_id as "tenantId", epoch::int, seq::int, count(*)::int as copies from metric_frames
          where host_id = ${hostId} group by tenant_id, epoch, seq order by epoch, seq`,
      ),
    storedStatus: async (hostId) => {
      const rows = await asOwner(
        database,
        (sql) => sql<{ status: unknown }[]>`select status from hosts where id = ${hostId}`,
      );
      return rows[0]?.status ?? null;
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

// The owner is a superuser here: it sees past row-level security.
async function asOwner<T>({ ownerUrl }: TestDatabase, work: (sql: Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

async function newOwner(deps: GatewayDeps): Promise<Actor> {
  const user = await authStore(deps).createUser({ email: `${randomUUID()}@example.com`, emailVerified: null });
  const userId = user.id as UserId;
  const slug = `t-${randomUUID().slice(0, 8)}`;
  const { tenantId } = await execute(deps, { userId }, createTenant, { name: slug, slug });
  return resolveActor(deps, { userId, tenantId });
}

type Published = PublishedPersona & { readonly seller: Actor };

async function publish(deps: GatewayDeps): Promise<Published> {
  const keyPair = keyPairFromSeed(randomBytes(32));
  const seller = await newOwner(deps);
  const slug = `p-${randomUUID().slice(0, 8)}`;
  const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
  await execute(deps, seller, registerPublisher, { slug, displayName: slug, publicKey });
  const bundle = sealBundle({
    // Two sellers never sell under one title.
    manifest: { ...manifest, id: `${slug}/surge-ready`, name: `Surge ready ${slug}` },
    files: {
      "policy.onnx": new Uint8Array(64),
      "card.md": Buffer.from("# Card\n"),
      "evidence.json": Buffer.from("{}"),
    },
    keyPairs: [keyPair],
  });
  const files = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  return { ...(await execute(deps, seller, publishPersona, { files })), seller };
}

const manifest: Omit<Manifest, "files"> = {
  schema: "fleet-persona/1",
  id: "publisher/surge-ready",
  name: "Surge ready",
  version: 1,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: ["surge"],
  summary: "Grows a web fleet before the flash crowd arrives.",
  licence: "Apache-2.0",
  changelog: [{ kind: "added", text: "First version." }],
  input_data_sources: ["haproxy"],
  attributes: [
    {
      name: "cpu_allocation",
      kind: "continuous",
      scope: "host",
      cost: "hot",
      weight: 1,
      min: 0.1,
      max: 0.3,
      unit: "cores",
      scale: "linear",
      default: 0.2,
      safe: 0.3,
    },
  ],
  optimal_config: { cpu_allocation: 0.25 },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        {
          name: "request_rate",
          family: "performance",
          unit: "1/s",
          window_s: 5,
          staleness_s: 5,
          required: true,
          distribution: { mean: 130, standard_deviation: 60, p01: 40, p99: 290 },
        },
      ],
      config: ["cpu_allocation"],
    },
    outputs: ["cpu_allocation"],
  },
  training: { algorithm: "imitation", environment: "demo fleet", steps: 1, seeds: [1], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};
