import type { Decision, Guard } from "@fleet-persona/engine";

/** How far a host is on its way to the safe configuration; `message` says what keeps it from going on. */
export type SafeWay = Readonly<{ state: "going" | "safe" | "held"; message: string | null }>;

// What holds a move, in the words of a status; the rest of the guards spare this way.
const keptBy: Partial<Record<Guard, string>> = {
  mode: "the mode is off",
  drift: "somebody else set it and keeps it for now",
  contention: "something else keeps writing it",
  cooldown: "it needs a restart, and the last one is too recent",
  "step-limit": "your step limit leaves no room to move",
};

/** What a decision says of the way to the safe configuration; null when it is on no such way. */
export function safeWayOf({ mode, outcome, override, verdicts }: Decision): SafeWay | null {
  if (override !== "revocation" && override !== "kill-switch") return null;
  if (outcome === "adjust")
    return mode === "shadow"
      ? { state: "held", message: "in shadow nothing is changed" }
      : { state: "going", message: null };
  // What lies outside the bounds is as near as this host allows: it has arrived.
  const stuck = verdicts.filter(({ heldBy }) => heldBy !== null && heldBy !== "bounds");
  if (stuck.length === 0) return { state: "safe", message: null };
  const said = stuck.map(({ attribute, heldBy }) => `${attribute}: ${(heldBy && keptBy[heldBy]) ?? heldBy}`);
  return { state: "held", message: said.join("; ").slice(0, 500) };
}
