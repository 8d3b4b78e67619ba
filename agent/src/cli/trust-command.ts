import { anchorsDigest } from "@fleet-persona/persona";
import { AgentError } from "../agent-error.ts";
import { openPublisherPins, publisherOf } from "../personas/publisher-pins.ts";
import { readFileIfPresent } from "../state/atomic-file.ts";
import { stateFolder } from "../state/state-folder.ts";
import type { AgentStatus } from "../status/agent-status.ts";
import { readAnchors } from "../trust/anchors-file.ts";
import type { CheckReport, TrustReport } from "../trust/trust-desk.ts";
import type { Given } from "./command-line.ts";

const CHECKS = ["publisher", "gate", "freshness", "lease"] as const;

/** `fleet-agent trust`: how the four stood when the agent last looked, and what is pinned on this host. */
export function trustCommand(given: Given): number {
  const state = stateFolder(given.stateRoot);
  const anchors = readAnchors(state.trust.anchors);
  const text = readFileIfPresent(state.status);
  if (text === undefined)
    throw new AgentError("not-running", `No agent has run on ${state.root} yet: start one with \`fleet-agent run\`.`);
  const { trust: report, persona } = JSON.parse(text) as AgentStatus;
  const publisher = persona === null ? null : publisherOf(persona.id);
  const keyrings = publisher === null ? [] : openPublisherPins(state.pins).keyrings(publisher);
  const pinned = { anchors: anchors === undefined ? null : anchorsDigest(anchors), publisher, keyrings };
  process.stdout.write(
    given.json === true ? `${JSON.stringify({ report, pinned })}\n` : `${trustLines(report, pinned).join("\n")}\n`,
  );
  return CHECKS.some((name) => report[name]?.ok === false) ? 6 : 0;
}

type Pinned = { anchors: string | null; publisher: string | null; keyrings: readonly string[] };

function trustLines(report: TrustReport, { anchors, publisher, keyrings }: Pinned): readonly string[] {
  return [
    ...CHECKS.map((name) => checkLine(name, report[name])),
    `anchors    ${anchors ?? "none pinned: enrol again, with --trust FILE if you have one"}`,
    ...(publisher === null ? [] : [`keyring    ${publisher} ${keyrings.at(-1) ?? "not pinned yet"}`]),
  ];
}

/** One of the four in a line: `lease      ok   lease 3 until …`. */
export function checkLine(name: string, check: CheckReport | null): string {
  if (check === null) return `${name.padEnd(10)} not looked at yet`;
  return `${name.padEnd(10)} ${check.ok ? "ok  " : "NO  "} ${check.code === null ? "" : `${check.code}: `}${check.message}`;
}
