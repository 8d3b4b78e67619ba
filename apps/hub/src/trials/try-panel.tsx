import { listFleets, listTrials } from "@fleet-persona/hub-core";
import type { ListingDetail } from "@fleet-persona/hub-core";
import Link from "next/link";
import { mayOperate } from "../fleet/may.ts";
import { ask, requireSession } from "../trpc/ask.ts";
import { LazyTrialForm } from "../store/frame/lazy-controls.tsx";
import { TrialList } from "./trial-list.tsx";
import { Card } from "../ui/card.tsx";

/** On a listing: try its offered version on one of the tenant's fleets before getting it. */
export async function TryPanel({ listing }: { readonly listing: ListingDetail }) {
  const { offer } = listing;
  if (offer === null) return null;
  const { personaVersionId, version } = offer;
  const [fleets, trials, { actor }] = await Promise.all([
    ask(listFleets, {}),
    ask(listTrials, { personaVersionId, limit: 3 }),
    requireSession(),
  ]);
  return (
    <Card as="div" className="grid gap-3 p-4" id="try">
      <h3>Try it on your traffic</h3>
      <p className="text-muted text-13">
        Replays what one of your fleets recorded, before you get anything. You see what it would have done and, where it
        can be told, its effect.
      </p>
      {fleets.length === 0 && (
        <p className="text-13">
          <Link href="/fleets/new">Create a fleet</Link> and install an agent: after ten minutes there is enough.
        </p>
      )}
      {fleets.length > 0 && mayOperate(actor.role) && (
        <LazyTrialForm
          fleets={fleets.map(({ fleetId, name }) => ({ fleetId, name }))}
          versions={[{ value: personaVersionId, words: `version ${version}` }]}
        />
      )}
      <TrialList trials={trials} names="fleet" />
    </Card>
  );
}
