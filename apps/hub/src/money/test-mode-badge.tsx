import { hubDeps } from "../deps.ts";
import { Badge } from "../ui/badge.tsx";

/** Whether this hub takes payments, and whether they move money. */
export function paymentsMode(): "off" | "test" | "live" {
  return hubDeps().core.payments?.gateway.mode ?? "off";
}

/** Said on every page of money where none moves. */
export function TestModeBadge() {
  if (paymentsMode() !== "test") return null;
  return (
    <Badge tone="warn" className="justify-self-start">
      Test mode: no money moves
    </Badge>
  );
}
