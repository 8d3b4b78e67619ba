import type { EventName } from "@fleet-persona/protocol";

/** Something an agent noticed, as the axis shows it. */
export type EventMark = {
  readonly id: string;
  readonly at: number;
  readonly hostName: string;
  readonly name: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
};

/** The glyph of each event; null for those that decisions or figures tell better. */
const GLYPHS: Record<EventName, string | null> = {
  "agent-started": "▸",
  "agent-stopped": "▪",
  "target-lost": "⊗",
  "target-recovered": "⊕",
  "signal-lost": "○",
  "signal-recovered": "●",
  "fallback-entered": null,
  "fallback-left": null,
  "persona-offered": null,
  "persona-installed": "+",
  "persona-refused": "⊘",
  "mode-changed": "◐",
  paused: "‖",
  resumed: "▸",
  "apply-failed": "✕",
  "rolled-back": "↺",
  "frames-dropped": "≠",
  "frames-refused": "≠",
  "kill-switch-engaged": "■",
  "kill-switch-released": "□",
  "freeze-began": "❅",
  "freeze-ended": "◇",
  "drift-detected": "✎",
  "contention-detected": "⇆",
  "steering-resumed": "▸",
  "guardrail-tripped": "↺",
  "leader-gained": "★",
  "leader-lost": "☆",
  "source-failed": "○",
  "source-recovered": "●",
  "install-blocked": "⊘",
  "lease-warning": "◔",
  "lease-ended": "◑",
  "lease-lapsed": "■",
  "lease-renewed": "●",
  "persona-revoked": "⊘",
  "safe-configuration-reached": "□",
  "experiment-began": "◧",
  "experiment-arm-changed": "⇄",
  "experiment-ended": "◨",
};

/** The glyph of an event on the axis; a newer agent's event has a plain one. */
export function eventGlyph(name: string): string | null {
  const glyph = (GLYPHS as Readonly<Record<string, string | null | undefined>>)[name];
  return glyph === undefined ? "•" : glyph;
}

export type EventCluster = { readonly x: number; readonly events: readonly EventMark[] };

/** Gathers events so that no two marks are closer than `room` pixels; those without a glyph are left out. */
export function clusterEvents(events: readonly EventMark[], xOf: (at: number) => number, room: number): EventCluster[] {
  const clusters: { x: number; events: EventMark[] }[] = [];
  for (const event of events) {
    if (eventGlyph(event.name) === null) continue;
    const x = xOf(event.at);
    const last = clusters.at(-1);
    if (last && x - last.x < room) last.events.push(event);
    else clusters.push({ x, events: [event] });
  }
  return clusters;
}
