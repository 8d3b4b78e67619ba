import { openEventWindow, parseEvents } from "@fleet-persona/signals";
import { createHmac, randomBytes } from "node:crypto";
import type { ReceiverSourceConfig } from "../source-config.ts";
import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";
import type { SignalShelf } from "./signal-shelf.ts";

/** `POST /v1/events`: counts of what people did and outcomes of experiments, as JSON or one object a line. */
export function eventsRoute({ window_s, events, experiments }: ReceiverSourceConfig["events"], shelf: SignalShelf) {
  const eventNames = new Set(events);
  const experimentNames = new Set(experiments);
  const windowMs = window_s * 1000;
  const key = randomBytes(16);
  const window = openEventWindow({
    windowMs,
    events,
    sessionKey: (session) => createHmac("sha256", key).update(session).digest("base64").slice(0, 12),
  });
  return (_contentType: string, bytes: Buffer, now: number): Answer => {
    const parsed = parseEvents(bytes.toString("utf8"), {
      now,
      windowMs,
      events: (name) => eventNames.has(name),
      experiments: (name) => experimentNames.has(name),
    });
    if (parsed.kind === "malformed") return errorAnswer(400, "body-malformed", parsed.message);
    if (parsed.items.length === 0 && parsed.refused.length > 0) {
      const error = { code: "nothing-accepted", message: "None of the items was accepted; `refused` says why." };
      return jsonAnswer(400, { error, refused: parsed.refused.slice(0, 100) });
    }
    const dropped = window.tell(parsed.items, now);
    for (const [name, reading] of Object.entries(window.signals())) shelf.put(name, reading);
    shelf.heard(now);
    const accepted = parsed.items.length - dropped;
    const tooMany = dropped === 0 ? {} : { dropped, message: "The experiments here have too many variants by now." };
    return jsonAnswer(200, { accepted, refused: parsed.refused.slice(0, 100), ...tooMany });
  };
}
