import { listOwnListings } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../fleet/may.ts";
import { OwnListing } from "../../../lifecycle/own-listing.tsx";
import { PublishForm } from "../../../lifecycle/publish-form.tsx";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";

export const metadata: Metadata = { title: "Your Personas" };

export default async function AuthorPage() {
  const [listings, { actor, tenant }] = await Promise.all([ask(listOwnListings, {}), requireSession()]);
  return (
    <div className="page stack">
      <div>
        <h1>Your Personas</h1>
        <p className="muted">
          What {tenant.name} publishes, and what it says of each version. Whoever runs one reads it on their fleet's
          pages.
        </p>
      </div>
      {listings.length === 0 && (
        <div className="card">
          <EmptyState title="You publish nothing yet" action={{ href: "/store", label: "See what others publish" }}>
            Make one with <code>persona init</code>, train it, sign it and publish it.
          </EmptyState>
        </div>
      )}
      {listings.length > 0 && !mayApprove(actor.role) && (
        <p className="notice">An admin of {tenant.name} can deprecate, yank and revoke versions.</p>
      )}
      {mayApprove(actor.role) && <PublishForm />}
      {listings.map((listing) => (
        <OwnListing key={listing.listingId} listing={listing} maySpeak={mayApprove(actor.role)} />
      ))}
    </div>
  );
}
