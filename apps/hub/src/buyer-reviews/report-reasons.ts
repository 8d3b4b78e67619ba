import { policyReasons, reasonsFor } from "@fleet-persona/hub-core";
import type { PolicyReason, ThingKind } from "@fleet-persona/hub-core";

/** What a kind of thing can be reported and hidden for, as a form offers it. Read on the server: a browser gets the words alone. */
export function reasonOptions(kind: ThingKind): { value: PolicyReason; label: string }[] {
  return reasonsFor(kind).map((value) => ({ value, label: policyReasons[value].title }));
}
