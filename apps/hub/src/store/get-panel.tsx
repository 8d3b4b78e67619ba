import { listEntitlements, listFleets, listHosts } from "@fleet-persona/hub-core";
import type { FleetView, ListingDetail } from "@fleet-persona/hub-core";
import Link from "next/link";
import { ask } from "../trpc/ask.ts";
import { shortFingerprint } from "../ui/figures.ts";
import { fitOf } from "./fit.ts";
import type { Fit } from "./fit.ts";
import { GetButton } from "./get-button.tsx";

/** Price, fit and the way to get it; stays in sight beside the story. */
export async function GetPanel({ listing }: { readonly listing: ListingDetail }) {
  const [entitlements, fleets] = await Promise.all([ask(listEntitlements, {}), ask(listFleets, {})]);
  const owned = entitlements.some((entitlement) => entitlement.listing.listingId === listing.listingId);
  const fits = await Promise.all(
    fleets.slice(0, 5).map(async (fleet) => {
      const hosts = await ask(listHosts, { fleetId: fleet.fleetId });
      return { fleet, fit: fitOf(listing.manifest.requires.attributes, hosts) };
    }),
  );
  const only = fleets.length === 1 ? fleets[0] : undefined;
  const next = only === undefined ? "/fleets" : `/fleets/${only.fleetId}/persona`;
  return (
    <div className="card get-panel">
      <div>
        <p className="get-price">Free</p>
        <p className="muted small">For every fleet of your tenant, all versions.</p>
      </div>
      <GetButton
        listing={{ listingId: listing.listingId, title: listing.title }}
        offered={listing.versions.some(({ state }) => state === "offered" || state === "deprecated")}
        owned={owned}
        next={next}
      />
      <div className="stack stack-small">
        <h3>Fits your fleets</h3>
        {fits.length === 0 && (
          <p className="fit">
            <span>
              No fleet yet. <Link href="/fleets/new">Create a fleet</Link> to see whether it fits.
            </span>
          </p>
        )}
        {fits.map(({ fleet, fit }) => (
          <FitLine key={fleet.fleetId} fleet={fleet} fit={fit} />
        ))}
      </div>
      <div className="stack stack-small">
        <h3>Signed by</h3>
        {listing.signedBy.map((fingerprint) => (
          <p key={fingerprint} className="fit fit-yes">
            <span>
              {listing.publisherName}
              <br />
              <code className="tiny muted" title={fingerprint}>
                {shortFingerprint(fingerprint)}
              </code>
            </span>
          </p>
        ))}
      </div>
    </div>
  );
}

function FitLine({ fleet, fit }: { readonly fleet: FleetView; readonly fit: Fit }) {
  const name = <Link href={`/fleets/${fleet.fleetId}`}>{fleet.name}</Link>;
  switch (fit.kind) {
    case "fits":
      return (
        <p className="fit fit-yes">
          <span>{name} can steer everything it moves</span>
        </p>
      );
    case "misses":
      return (
        <p className="fit fit-no">
          <span>
            {name} cannot steer {fit.attributes.join(", ")}
          </span>
        </p>
      );
    case "unknown":
      return (
        <p className="fit">
          <span>
            {name} {fit.because === "no-hosts" ? "has no host yet" : "has not said what it can steer"}
          </span>
        </p>
      );
    default:
      fit satisfies never;
      return null;
  }
}
