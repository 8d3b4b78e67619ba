import type { FleetView } from "@fleet-persona/hub-core";
import { fleetState } from "./fleet-state.ts";

export function StateBadge({
  fleet,
}: {
  readonly fleet: Pick<FleetView, "hosts" | "pause" | "killSwitch" | "assignment">;
}) {
  const { word, tone, meaning } = fleetState(fleet);
  return (
    <span className={tone === "plain" ? "badge" : `badge badge-${tone}`} title={meaning}>
      {word}
    </span>
  );
}
