import { noControls, type Controls, type Leadership, type Revoked } from "@fleet-persona/engine";
import type { Standing } from "../personas/assignment-file.ts";
import { isPaused } from "../personas/assignment-file.ts";
import type { LocalControls } from "./local-controls.ts";

/** Everything that people and the fleet say right now, in the engine's terms. What this host says comes first. */
export function fleetControls(
  standing: Pick<Standing, "paused" | "pausedUntil" | "control">,
  local: LocalControls,
  { leadership, revoked }: { leadership: Leadership; revoked: Revoked },
  now: number,
): Controls {
  const { control } = standing;
  const remote = control?.killSwitch ?? null;
  const everything = isPaused(standing, now) ? [{ scope: { kind: "all" as const }, until: standing.pausedUntil }] : [];
  return {
    ...noControls,
    killSwitch: local.killSwitch ?? (remote === null ? null : { by: remote.by, reason: remote.reason }),
    revoked,
    pauses: [...local.pauses, ...everything, ...(control?.pauses ?? [])],
    freezeWindows: control?.freezeWindows ?? [],
    triggers: control?.triggers ?? [],
    rollout: control?.rollout ?? null,
    leadership,
    resumedAt: control?.resumedAt ?? {},
  };
}
