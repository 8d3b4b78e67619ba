import { encodeRecord, FRAME_KINDS, type EventRecord } from "@fleet-persona/protocol";
import type { NewFrame, Outbox } from "./outbox/outbox.ts";

/** The one way out: frames and events go to the outbox first and are known to be on disk before anything is sent. */
export type Reporter = Readonly<{
  send(frames: readonly NewFrame[]): void;
  emit(event: EventRecord): void;
  /** An event without further facts. */
  say(name: EventRecord["name"], message: string, severity?: EventRecord["severity"]): void;
  onGrowth(listener: () => void): void;
}>;

export function reporter(outbox: Outbox, now: () => number, log: (line: string) => void): Reporter {
  let listener = (): void => undefined;
  const frameOf = (event: EventRecord): NewFrame => ({
    at: now(),
    kind: FRAME_KINDS.event,
    payload: encodeRecord(event),
  });
  const send = (frames: readonly NewFrame[]): void => {
    const dropped = outbox.append(frames, now());
    if (dropped > 0) {
      const message = `${dropped} metric frames were dropped, oldest first: the outbox reached its cap while the hub was away.`;
      log(message);
      outbox.append([frameOf({ name: "frames-dropped", severity: "warning", message, detail: { dropped } })], now());
    }
    listener();
  };
  const emit = (event: EventRecord): void => {
    log(event.message);
    send([frameOf(event)]);
  };
  return {
    send,
    emit,
    say: (name, message, severity = "info") => emit({ name, severity, message: message.slice(0, 1000), detail: {} }),
    onGrowth: (next) => {
      listener = next;
    },
  };
}
