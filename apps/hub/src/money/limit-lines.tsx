import type { EntitlementView } from "@fleet-persona/hub-core";
import { LocalTime } from "../ui/local-time.tsx";
import { limitsOf } from "./entitlement-words.ts";

type Held = Pick<EntitlementView, "blocked" | "endsBecause" | "endsAt" | "price" | "seats" | "seatsUsed">;

/** What limits the right to run something, a sentence each, with the day where it ends. */
export function LimitLines({ held }: { readonly held: Held }) {
  return limitsOf(held).map(({ kind, sentence }) => (
    <p key={kind} className="text-13">
      {kind === "ending" && held.endsAt !== null && (
        <>
          Until <LocalTime at={held.endsAt} as="day" />.{" "}
        </>
      )}
      {sentence}
    </p>
  ));
}
