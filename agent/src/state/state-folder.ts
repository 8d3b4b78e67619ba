import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AgentError, messageOf } from "../agent-error.ts";

/** Where one agent keeps everything it owns. */
export type StateFolder = Readonly<{
  root: string;
  key: string;
  identity: string;
  config: string;
  journal: string;
  outbox: string;
  personas: string;
  pins: string;
  assignment: string;
  status: string;
  pid: string;
  /** Everything goes to the safe configuration while this file is there; its text is the reason. */
  killSwitch: string;
  /** Pauses that somebody on this host asked for. */
  pauses: string;
  leadership: string;
  /** Everything that says what may be trusted: anchors, the repository's metadata, keyrings, attestations, leases. */
  trust: TrustPaths;
  /** Stays empty: the working directory of the agent and the only place a model could read external data from. */
  empty: string;
}>;

/** Where what is trusted is kept. */
export type TrustPaths = Readonly<{
  root: string;
  anchors: string;
  tuf: string;
  keyrings: string;
  attestations: string;
  leases: string;
}>;

/** The default state folder: the system's for root, the user's own otherwise. */
export function defaultStateRoot(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return "/var/lib/fleet-agent";
  return join(environment["XDG_STATE_HOME"] ?? join(homedir(), ".local/state"), "fleet-agent");
}

export function stateFolder(root: string): StateFolder {
  const absolute = resolve(root);
  return {
    root: absolute,
    key: join(absolute, "host-key.pem"),
    identity: join(absolute, "identity.json"),
    config: join(absolute, "agent.json"),
    journal: join(absolute, "journal.sqlite"),
    outbox: join(absolute, "outbox.sqlite"),
    personas: join(absolute, "personas"),
    pins: join(absolute, "publisher-pins.json"),
    assignment: join(absolute, "assignment.json"),
    status: join(absolute, "status.json"),
    pid: join(absolute, "agent.pid"),
    killSwitch: join(absolute, "kill-switch"),
    pauses: join(absolute, "pauses.json"),
    leadership: join(absolute, "leadership.json"),
    trust: trustPaths(join(absolute, "trust")),
    empty: join(absolute, "empty"),
  };
}

function trustPaths(root: string): TrustPaths {
  return {
    root,
    anchors: join(root, "anchors.json"),
    tuf: join(root, "tuf"),
    keyrings: join(root, "keyrings"),
    attestations: join(root, "attestations"),
    leases: join(root, "leases.json"),
  };
}

/** Makes the folder (0700) or says in one sentence why it cannot. */
export function openStateFolder(root: string): StateFolder {
  const folder = stateFolder(root);
  try {
    const { trust } = folder;
    const own = [folder.root, folder.personas, folder.empty];
    for (const path of [...own, trust.root, trust.tuf, trust.keyrings, trust.attestations])
      mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(folder.root, constants.W_OK);
  } catch (error) {
    throw new AgentError(
      "state-unwritable",
      `The state folder ${folder.root} cannot be written (${messageOf(error)}): choose another with --state DIR.`,
      { cause: error },
    );
  }
  return folder;
}
