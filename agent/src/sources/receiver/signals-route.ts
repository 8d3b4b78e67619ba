import { parsePushJson, parsePushLine } from "@fleet-persona/signals";
import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";
import type { SignalShelf } from "./signal-shelf.ts";

/** `POST /v1/signals`: one line (`curl -d 'conversion_rate=0.031'`) or JSON; only names the host's config lists. */
export function signalsRoute(allowed: readonly string[], shelf: SignalShelf) {
  const names = new Set(allowed);
  return (contentType: string, bytes: Buffer, now: number): Answer => {
    const rules = { now, allowed: (name: string) => names.has(name) };
    const text = bytes.toString("utf8");
    const json = contentType.includes("json") || text.trimStart().startsWith("{");
    const push = json ? parsePushJson(text, rules) : parsePushLine(text, rules);
    if (push.kind === "malformed") return errorAnswer(400, "body-malformed", push.message);
    for (const { name, value, at } of push.accepted) shelf.put(name, { value, at });
    if (push.accepted.length === 0 && push.refused.length > 0) {
      const error = { code: "nothing-accepted", message: "None of the signals was accepted; `refused` says why." };
      return jsonAnswer(400, { error, refused: push.refused });
    }
    shelf.heard(now);
    return jsonAnswer(200, { accepted: push.accepted.length, refused: push.refused });
  };
}
