import type { FleetView } from "@fleet-persona/hub-core";
import { fleetState } from "./fleet-state.ts";
import { Badge } from "../ui/badge.tsx";

export function StateBadge({
  fleet,
}: {
  readonly fleet: Pick<FleetView, "hosts" | "pause" | "killSwitch" | "assignment">;
}) {
  const { word, tone, meaning } = fleetState(fleet);
  return (
    <Badge tone={tone === "plain" ? "neutral" : tone} title={meaning}>
      {word}
    </Badge>
  );
}
