import { messageOf } from "./agent-error.ts";
import { withDeadline } from "./apply/deadline.ts";
import type { HostKey } from "./identity/host-key.ts";
import type { Identity } from "./identity/identity.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { convergence } from "./personas/convergence.ts";
import type { FetchFile } from "./personas/fetch-bundle.ts";
import { httpFetchFile } from "./personas/http-fetch-file.ts";
import type { PersonaStore } from "./personas/persona-store.ts";
import type { Reporter } from "./reporter.ts";
import type { Target } from "./targets/target.ts";
import { Uplink, type UplinkInfo } from "./uplink/uplink.ts";
import { hostStatus, type AgentStatus } from "./status/agent-status.ts";
import { AGENT_VERSION } from "./version.ts";

export type HubLinkDeps = Readonly<{
  gatewayUrl: string;
  identity: Identity;
  key: HostKey;
  outbox: Outbox;
  store: PersonaStore;
  report: Reporter;
  target: Target;
  now: () => number;
  chance: () => number;
  log: (line: string) => void;
  onChange: () => void;
}>;

export type HubLink = AsyncDisposable & Readonly<{ info(): UplinkInfo; tell(status: AgentStatus): void }>;

const DESCRIBE_LIMIT_MS = 3000;

/** Everything that needs the hub. The rest of the agent does not notice whether it is there. */
export async function startHubLink(deps: HubLinkDeps): Promise<HubLink> {
  const { gatewayUrl, identity, key, outbox, store, report, now, chance, log, onChange } = deps;
  let fetchFile: FetchFile | undefined;
  const wishes = convergence(
    store,
    () => fetchFile,
    onChange,
    (error) => log(`unexpected: ${messageOf(error)}`),
  );
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
    onSession: (welcome) => {
      log(`connected to ${gatewayUrl}`);
      fetchFile = httpFetchFile(gatewayUrl, welcome.sessionToken);
      wishes.retry();
      onChange();
    },
    onFleetState: wishes.want,
    onRefusedFrames: (refused) =>
      report.say("frames-refused", `The hub did not keep ${refused.length} frames (${refused[0]?.code}).`, "warning"),
  });
  report.onGrowth(() => uplink.outboxGrew());
  return {
    info: () => uplink.info(),
    tell: (status) => uplink.status(hostStatus(status)),
    [Symbol.asyncDispose]: async () => {
      await wishes[Symbol.asyncDispose]();
      await uplink.stop();
    },
  };
}

// A target that is down at the start is named all the same; what it can do is then learned from its metrics.
async function capabilitiesOf(target: Target) {
  const described = await withDeadline(DESCRIBE_LIMIT_MS, () => target.describe());
  if (described.kind !== "done") return { targets: [{ name: target.name, version: "" }], attributes: [] };
  const { name, version, attributes } = described.value;
  return { targets: [{ name, version }], attributes: attributes.map((attribute) => attribute.name) };
}
