import type { Configuration } from "@fleet-persona/persona";
import type { Context } from "@fleet-persona/protocol";
import { messageOf } from "./agent-error.ts";
import { withDeadline } from "./apply/deadline.ts";
import type { LeaderSeat } from "./control/leader-seat.ts";
import type { HostKey } from "./identity/host-key.ts";
import type { Identity } from "./identity/identity.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { convergence } from "./personas/convergence.ts";
import type { PersonaStore } from "./personas/persona-store.ts";
import type { Reporter } from "./reporter.ts";
import type { Target } from "./targets/target.ts";
import { Uplink, type UplinkInfo } from "./uplink/uplink.ts";
import { hostStatus, type AgentStatus } from "./status/agent-status.ts";
import { httpSource, type InstallSource } from "./trust/install-source.ts";
import type { LeaseWatch } from "./trust/lease-watch.ts";
import { AGENT_VERSION } from "./version.ts";

export type HubLinkDeps = Readonly<{
  gatewayUrl: string;
  identity: Identity;
  key: HostKey;
  outbox: Outbox;
  store: PersonaStore;
  lease: LeaseWatch;
  /** Where the repository's metadata is kept. */
  tufFolder: string;
  report: Reporter;
  target: Target;
  now: () => number;
  chance: () => number;
  log: (line: string) => void;
  onChange: () => void;
  seat: LeaderSeat;
  /** Whether this host could lead: it runs a Persona and steers something of the fleet's. */
  mayLead: () => boolean;
  onContext: (context: Context) => void;
}>;

export type HubLink = AsyncDisposable &
  Readonly<{
    info(): UplinkInfo;
    tell(status: AgentStatus): void;
    /** What this host decided for the fleet, if it leads it. */
    decided(values: Configuration): void;
  }>;

const DESCRIBE_LIMIT_MS = 3000;
const ASK_TO_LEAD_MS = 15_000;
const TEND_LEASE_MS = 60_000;

/** Milliseconds near the wall clock that never run backwards within a process. */
export function monotonic(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

/** Everything that needs the hub. The rest of the agent does not notice whether it is there. */
export async function startHubLink(deps: HubLinkDeps): Promise<HubLink> {
  const { gatewayUrl, identity, key, outbox, store, report, now, chance, log, onChange, seat, mayLead } = deps;
  let source: InstallSource | undefined;
  const tending = tendLease(deps.lease, () => source);
  const onError = (error: unknown): void => log(`unexpected: ${messageOf(error)}`);
  const wishes = convergence(store, () => source, leaseLooked(deps), onError);
  const uplink = new Uplink({
    gatewayUrl,
    key,
    outbox,
    session: {
      agentVersion: AGENT_VERSION,
      tenantId: identity.tenantId,
      hostId: identity.hostId,
      capabilities: await capabilitiesOf(deps.target),
    },
    chance,
    now,
    onSession: (welcome, version) => {
      seat.met(version);
      ask();
      const word = seat.repeated(now());
      if (word !== undefined) uplink.fleetValues(word);
      log(`connected to ${gatewayUrl}`);
      source = httpSource(gatewayUrl, welcome.sessionToken, deps.tufFolder);
      wishes.retry();
      tending.tend();
      onChange();
    },
    onFleetState: (state) => {
      seat.told(state.leadership);
      wishes.want(state);
      ask();
    },
    onContext: deps.onContext,
    onLease: (lease) => seat.heard(lease),
    onRefusedFrames: (refused) => tellRefused(report, refused),
  });
  report.onGrowth(() => uplink.outboxGrew());
  function ask(): void {
    if (mayLead()) uplink.lead(monotonic());
  }
  const asking = setInterval(ask, ASK_TO_LEAD_MS);
  return {
    info: () => uplink.info(),
    tell: (status) => uplink.status(hostStatus(status)),
    decided: (values) => {
      const word = seat.decided(values, now());
      if (word !== undefined) uplink.fleetValues(word);
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(asking);
      tending[Symbol.dispose]();
      await wishes[Symbol.asyncDispose]();
      await uplink.stop();
    },
  };
}

// A lease is another's once another Persona runs.
function leaseLooked({ lease, onChange }: HubLinkDeps): () => void {
  return () => {
    lease.look();
    onChange();
  };
}

function tellRefused(report: Reporter, refused: readonly { readonly code: string }[]): void {
  report.say("frames-refused", `The hub did not keep ${refused.length} frames (${refused[0]?.code}).`, "warning");
}

// Without a session there is nobody to ask; the clock goes on all the same.
function tendLease(lease: LeaseWatch, source: () => InstallSource | undefined): Disposable & { tend(): void } {
  const tend = (): void => {
    lease.look();
    const from = source();
    if (from === undefined) return;
    void lease.renew(from);
    void lease.followPublisher(from);
  };
  const timer = setInterval(tend, TEND_LEASE_MS);
  return { tend, [Symbol.dispose]: () => clearInterval(timer) };
}

// A target that is down at the start is named all the same; what it can do is then learned from its metrics.
async function capabilitiesOf(target: Target) {
  const described = await withDeadline(DESCRIBE_LIMIT_MS, () => target.describe());
  if (described.kind !== "done") return { targets: [{ name: target.name, version: "" }], attributes: [] };
  const { name, version, attributes } = described.value;
  return { targets: [{ name, version }], attributes: attributes.map((attribute) => attribute.name) };
}
