import { anchorsDigest, type TrustAnchors } from "@fleet-persona/persona";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { AgentError, messageOf } from "../agent-error.ts";
import { DEFAULT_EXPORTED_SIGNALS, loadAgentConfig } from "../config/agent-config.ts";
import { enrol } from "../identity/enrolment.ts";
import { loadOrCreateHostKey } from "../identity/host-key.ts";
import { findIdentity, saveIdentity } from "../identity/identity.ts";
import { readTargetFile } from "../open-targets.ts";
import { openPublisherPins } from "../personas/publisher-pins.ts";
import { writeFileAtomically } from "../state/atomic-file.ts";
import { openStateFolder, type StateFolder } from "../state/state-folder.ts";
import { parseAnchors, pinAnchors, readAnchors } from "../trust/anchors-file.ts";
import type { Given } from "./command-line.ts";

/** `fleet-agent enrol`. Everything local is checked before the one-time token is spent. */
export async function enrolCommand(given: Given): Promise<number> {
  const gatewayUrl = required(given.gateway, "--gateway URL");
  const token = required(given.token ?? process.env["FLEET_AGENT_TOKEN"], "--token TOKEN");
  requireUrl(gatewayUrl);
  const state = openStateFolder(given.stateRoot);
  if (findIdentity(state.identity) !== undefined && given.force !== true) {
    throw new AgentError(
      "already-enrolled",
      "This host is enrolled already: `fleet-agent run` starts it, --force enrols it anew.",
    );
  }
  const targetFile = given.targets === undefined ? undefined : resolve(given.targets);
  if (targetFile !== undefined) await readTargetFile(targetFile);
  const own = given.trust === undefined ? undefined : parseAnchors(readOwnFile(given.trust), given.trust);
  const configPath = given.config ?? state.config;
  if (existsSync(configPath)) loadAgentConfig(configPath);
  const key = loadOrCreateHostKey(state.key);
  const hostName = given.name ?? hostname();
  const now = Date.now();
  const answer = await enrol({ gatewayUrl, token, publicKey: key.publicKey, hostName, now });
  const { tenantId, hostId, fleetId, publisherPins = {} } = answer;
  const pins = openPublisherPins(state.pins);
  for (const [publisher, fingerprints] of Object.entries(publisherPins)) {
    if (fingerprints.length > 0) pins.pin(publisher, fingerprints, "enrolment", now);
  }
  pinTrust(state, own, answer.trust);
  const enrolledAt = new Date(now).toISOString();
  saveIdentity(state.identity, { tenantId, hostId, fleetId, gatewayUrl: answer.gatewayUrl, hostName, enrolledAt });
  writeConfig(state, configPath, targetFile);
  process.stdout.write(
    `Enrolled ${hostName} as ${hostId}. Its config is ${configPath}. Start it with \`fleet-agent run\`.\n`,
  );
  return 0;
}

// The host's own file comes before anything a hub says, and what was pinned once before anything it says later.
function pinTrust(state: StateFolder, own: TrustAnchors | undefined, offered: TrustAnchors | undefined): void {
  if (own !== undefined) {
    pinAnchors(state.trust.anchors, own, "own-file");
    // What followed from another root says nothing about this one.
    rmSync(state.trust.tuf, { recursive: true, force: true });
  }
  if (own === undefined && offered !== undefined) pinAnchors(state.trust.anchors, offered, "hub");
  const pinned = readAnchors(state.trust.anchors);
  process.stdout.write(
    pinned === undefined
      ? "The hub named nothing to trust: nothing is installed here until you enrol again with --trust FILE.\n"
      : `Trusts ${anchorsDigest(pinned)} (${own === undefined ? "as the hub said" : "from your own file"}).\n`,
  );
}

function readOwnFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AgentError(
      "trust-invalid",
      `${path} cannot be read (${messageOf(error)}): name the file with --trust FILE.`,
      {
        cause: error,
      },
    );
  }
}

// A copy, so that what the owner agreed to at enrolment is what runs until they change it here.
function writeConfig(state: StateFolder, configPath: string, targetFile: string | undefined): void {
  if (targetFile === undefined && existsSync(configPath)) return;
  const before = existsSync(configPath) ? loadAgentConfig(configPath) : undefined;
  const targets = targetFile === undefined ? [] : [copyTargets(state, targetFile)];
  const config = before === undefined ? { bounds: {}, export_signals: DEFAULT_EXPORTED_SIGNALS } : before;
  writeFileAtomically(configPath, `${JSON.stringify({ ...config, targets }, null, 2)}\n`);
}

function copyTargets(state: StateFolder, targetFile: string): string {
  const copy = join(state.root, "targets.json");
  if (resolve(copy) !== targetFile) copyFileSync(targetFile, copy);
  return copy;
}

function required(value: string | undefined, option: string): string {
  if (value !== undefined && value !== "") return value;
  throw new AgentError("usage", `${option} is missing: copy the whole install line from your fleet's page.`);
}

function requireUrl(text: string): void {
  const url = URL.parse(text);
  if (url?.protocol === "http:" || url?.protocol === "https:") return;
  throw new AgentError(
    "usage",
    `${text} is not an http(s) address: --gateway takes one such as https://gateway.example.`,
  );
}
