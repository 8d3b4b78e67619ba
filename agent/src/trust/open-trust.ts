import type { Identity } from "../identity/identity.ts";
import { openPublisherPins } from "../personas/publisher-pins.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { readAnchors } from "./anchors-file.ts";
import { openLeaseBook } from "./lease-book.ts";
import { openTrustDesk, type TrustDesk } from "./trust-desk.ts";

/** What a state folder says may be trusted, for the host that it says it is. */
export function openTrustOf(
  state: Pick<StateFolder, "trust" | "pins">,
  { tenantId, fleetId }: Pick<Identity, "tenantId" | "fleetId">,
  now: () => number = Date.now,
): TrustDesk {
  return openTrustDesk(state.trust, {
    anchors: readAnchors(state.trust.anchors),
    pins: openPublisherPins(state.pins),
    leases: openLeaseBook(state.trust.leases),
    holder: { tenantId, fleetId },
    now,
  });
}
