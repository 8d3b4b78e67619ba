import { randomBytes } from "node:crypto";
import { keyPairFromSeed, type TrustAnchors } from "@fleet-persona/persona";
import { enrol } from "../identity/enrolment.ts";
import { loadOrCreateHostKey } from "../identity/host-key.ts";
import { saveIdentity, type Identity } from "../identity/identity.ts";
import { pinAnchors } from "../trust/anchors-file.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { toyBundle } from "./toy-persona.fixture.ts";
import { toyKeyring } from "./toy-trust.fixture.ts";

// Loaded by path and typed by hand: the agent depends on no part of the hub, not even for its tests.
type Use = { readonly name: string };
type Tenant = { owner: unknown; fleet: { fleetId: string } };
export type Sql = ((text: TemplateStringsArray, ...values: unknown[]) => Promise<Record<string, number>[]>) & {
  end(): Promise<void>;
};
type HubCore = Readonly<Record<string, Use>> & {
  execute(deps: unknown, actor: unknown, use: Use | undefined, input: unknown): Promise<Record<string, string>>;
  passGate(deps: unknown, personaVersionId: string | undefined): Promise<unknown>;
};
type TestHub = AsyncDisposable & {
  deps: unknown;
  database: { ownerUrl: string; appUrl: string; server: { kill(): Promise<void>; restart(): Promise<void> } };
  newTenant(): Promise<Tenant>;
  newToken(tenant: Tenant): Promise<string>;
};
type Gateway = AsyncDisposable & { url: string; start(): Promise<void>; end(signal: "SIGKILL"): Promise<unknown> };

async function load<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../../${path}`, import.meta.url).href)) as Module;
}

type BundleChange = Parameters<typeof toyBundle>[0];

/** A number of a host in the database, and how many rows carry it. */
export type StoredNumber = Readonly<{ seq: number; copies: number }>;

/** PostgreSQL, hub and a gateway process as they run in production, with a tenant and its fleet. */
export type RealHub = AsyncDisposable & {
  readonly gateway: Gateway;
  readonly postgres: TestHub["database"]["server"];
  enrol(state: StateFolder): Promise<Identity>;
  /** Publishes the toy Persona, gets it, and approves it as active. */
  activateToyPersona(change?: BundleChange): Promise<void>;
  /** Revokes the toy Persona that was activated last, as its publisher does. */
  revokeToyPersona(reason: string): Promise<void>;
  /** The tenant's fleet, and where its database answers the hub's role: what a worker is started with. */
  readonly fleetId: string;
  readonly appUrl: string;
  /** One use case of the hub as the tenant's owner. */
  asOwner<Output>(use: string, input: object): Promise<Output>;
  storedNumbers(hostId: string): Promise<readonly StoredNumber[]>;
  /** Whoever stole the database: everything in it can be read and changed. */
  asThief<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
};

export async function realHub(): Promise<RealHub> {
  await using undo = new AsyncDisposableStack();
  const fixtures = "apps/gateway/src/testing";
  const { startTestHub } = await load<{ startTestHub: () => Promise<TestHub> }>(`${fixtures}/test-hub.fixture.ts`);
  const { GatewayProcess } = await load<{ GatewayProcess: { start(database: unknown): Promise<Gateway> } }>(
    `${fixtures}/test-gateway.fixture.ts`,
  );
  const core = await load<HubCore>("packages/hub-core/src/index.ts");
  const { default: connect } = await load<{ default: (url: string, options: object) => Sql }>(
    "packages/db/node_modules/postgres/src/index.js",
  );
  const hub = undo.use(await startTestHub());
  const signer = await load<{ testTrust: (deps: unknown) => Promise<Signer> }>(
    "apps/worker/src/trust/test-trust.fixture.ts",
  );
  const trust = await signer.testTrust(hub.deps);
  const gateway = undo.use(await GatewayProcess.start(hub.database));
  const tenant = await hub.newTenant();
  let activated: Activated | undefined;
  const withSql = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    const sql = connect(hub.database.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  };
  const owned = undo.move();
  return {
    gateway,
    postgres: hub.database.server,
    enrol: async (state) => enrolHost(gateway.url, await hub.newToken(tenant), state),
    activateToyPersona: async (change) => {
      activated = await activate({ core, hub, tenant, trust }, change);
    },
    revokeToyPersona: async (reason) => {
      const { seller, personaId } = activated ?? {};
      await core.execute(hub.deps, seller, core["revokeVersion"], { personaId, version: 1, reason });
    },
    fleetId: tenant.fleet.fleetId,
    appUrl: hub.database.appUrl,
    asOwner: async <Output>(use: string, input: object) =>
      (await core.execute(hub.deps, tenant.owner, core[use], input)) as Output,
    asThief: (work) => withSql(work),
    storedNumbers: (hostId) =>
      withSql(
        async (sql) =>
          (await sql`select seq::int, count(*)::int as copies from (
            select seq from metric_frames where host_id = ${hostId} union all
            select seq from decisions where host_id = ${hostId} union all
            select seq from events where host_id = ${hostId}) as all_frames
          group by seq order by seq`) as unknown as StoredNumber[],
      ),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function enrolHost(gatewayUrl: string, token: string, state: StateFolder): Promise<Identity> {
  const { publicKey } = loadOrCreateHostKey(state.key);
  const now = Date.now();
  const answer = await enrol({ gatewayUrl, token, publicKey, hostName: "toy", now });
  const { tenantId, hostId, fleetId, trust } = answer;
  if (trust !== undefined) pinAnchors(state.trust.anchors, trust, "hub");
  const identity = { tenantId, hostId, fleetId, gatewayUrl, hostName: "toy", enrolledAt: new Date(now).toISOString() };
  saveIdentity(state.identity, identity);
  return identity;
}

type Activated = Readonly<{ seller: unknown; personaId: string }>;
/** What a worker with keys would do: signs whatever waits. */
type Signer = { readonly anchors: TrustAnchors; tend(): Promise<unknown> };
type Stage = { readonly core: HubCore; readonly hub: TestHub; readonly tenant: Tenant; readonly trust: Signer };

async function activate({ core, hub, tenant, trust }: Stage, change: BundleChange = {}): Promise<Activated> {
  const { owner, fleet } = tenant;
  const run = (actor: unknown, use: string, input: object) => core.execute(hub.deps, actor, core[use], input);
  const seller = await hub.newTenant();
  const keyPair = keyPairFromSeed(randomBytes(32));
  const slug = `p-${randomBytes(4).toString("hex")}`;
  const publicKey = Buffer.from(keyPair.publicKey).toString("base64");
  await run(seller.owner, "registerPublisher", { slug, displayName: slug, publicKey });
  const envelope = Buffer.from(toyKeyring(slug, [keyPair])).toString("base64");
  await run(seller.owner, "publishKeyring", { publisher: slug, envelope });
  // Two sellers never sell under one title.
  const manifest = { name: `Toy ${slug}`, ...change.manifest, id: `${slug}/toy` };
  const bundle = toyBundle({ ...change, manifest, keyPairs: [keyPair] });
  const files = Object.fromEntries([...bundle].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
  const { listingId, personaVersionId } = await run(seller.owner, "publishPersona", { files });
  await run(owner, "getPersona", { listingId });
  await core.passGate(hub.deps, personaVersionId);
  await trust.tend();
  await run(owner, "approveVersion", { personaVersionId, fleetIds: [fleet.fleetId], mode: "active" });
  await trust.tend();
  return { seller: seller.owner, personaId: `${slug}/toy` };
}
