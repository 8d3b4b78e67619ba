import { anchorsDigest, trustAnchorsSchema, type TrustAnchors } from "@fleet-persona/persona";
import { AgentError } from "../agent-error.ts";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

/** The pinned anchors, or undefined where none were ever pinned: nothing can be installed then. */
export function readAnchors(path: string): TrustAnchors | undefined {
  const text = readFileIfPresent(path);
  return text === undefined ? undefined : parseAnchors(text, path);
}

/** Reads anchors that somebody wrote into a file. Throws `trust-invalid`. */
export function parseAnchors(text: string, path: string): TrustAnchors {
  try {
    return trustAnchorsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AgentError(
      "trust-invalid",
      `${path} holds no trust anchors: fetch the file again from where you keep it.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Pins anchors. Those that are pinned already stay whatever a hub says later: others are refused with `trust-changed` unless they
 * come from the host's own file.
 */
export function pinAnchors(path: string, anchors: TrustAnchors, from: "hub" | "own-file"): void {
  const known = readAnchors(path);
  if (known !== undefined && from === "hub") {
    if (anchorsDigest(known) === anchorsDigest(anchors)) return;
    throw new AgentError(
      "trust-changed",
      "The hub names other trust anchors than this host pinned when it enrolled: if that is wanted, name them with --trust FILE.",
    );
  }
  writeFileAtomically(path, `${JSON.stringify(anchors, null, 2)}\n`);
}
