import type { Signals } from "@fleet-persona/engine";
import type { EventRecord } from "@fleet-persona/protocol";
import { openClockSource } from "./clock/clock-source.ts";
import type { Source, SourceHealth } from "./source.ts";

/** How one source is, by its name. */
export type NamedHealth = SourceHealth & { readonly name: string };

/** All sources of a host as one. */
export type SourceSet = Readonly<{
  read(now: number): Signals;
  health(now: number): readonly NamedHealth[];
  /** What failed or came back since the last call. */
  events(now: number): EventRecord[];
  close(): Promise<void>;
}>;

/** Where two sources know the same name the first one has it. A host that names no clock still knows the time, in UTC. */
export function sourceSet(opened: readonly Source[]): SourceSet {
  const clock = openClockSource({ kind: "clock", name: "clock", time_zone: "UTC" });
  const sources = [...opened, clock];
  let failed: ReadonlyMap<string, string> = new Map();
  const health = (now: number): NamedHealth[] => opened.map((source) => ({ name: source.name, ...source.health(now) }));
  return {
    read: (now) => Object.assign({}, ...sources.toReversed().map((source) => source.read(now))) as Signals,
    health,
    events: (now) => {
      const before = failed;
      const broken = health(now).filter(({ state }) => state === "failed");
      failed = new Map(broken.map(({ name, message }) => [name, message ?? "it cannot read"]));
      const gone = [...failed].filter(([name]) => !before.has(name));
      const back = [...before.keys()].filter((name) => !failed.has(name));
      return [
        ...gone.map(([name, why]) => event("source-failed", "warning", `${name}: ${why}`)),
        ...back.map((name) => event("source-recovered", "info", `${name} reads again.`)),
      ];
    },
    close: async () => {
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

function event(
  name: "source-failed" | "source-recovered",
  severity: EventRecord["severity"],
  message: string,
): EventRecord {
  return { name, severity, message: message.slice(0, 1000), detail: {} };
}
