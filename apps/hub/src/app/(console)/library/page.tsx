import { listEntitlements } from "@fleet-persona/hub-core";
import type { EntitlementView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { ask } from "../../../trpc/ask.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";

export const metadata: Metadata = { title: "Library" };

export default async function LibraryPage() {
  const entitlements = await ask(listEntitlements, {});
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>Library</h1>
          <p>The Personas your tenant may run, on any of its fleets.</p>
        </div>
        {entitlements.length > 0 && (
          <Link className="button" href="/store">
            Find another
          </Link>
        )}
      </div>
      <div className="card">
        {entitlements.length === 0 ? (
          <EmptyState title="Nothing here yet" action={{ href: "/store", label: "Go to the store" }}>
            What you get from the store is kept here, with all its versions.
          </EmptyState>
        ) : (
          <LibraryTable entitlements={entitlements} />
        )}
      </div>
    </div>
  );
}

function LibraryTable({ entitlements }: { readonly entitlements: readonly EntitlementView[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-links">
        <thead>
          <tr>
            <th scope="col">Persona</th>
            <th scope="col">Seller</th>
            <th scope="col">Newest version</th>
            <th scope="col">Price</th>
            <th scope="col">Got</th>
            <th scope="col">Order</th>
          </tr>
        </thead>
        <tbody>
          {entitlements.map(({ entitlementId, orderId, listing, grantedAt }) => (
            <tr key={entitlementId}>
              <th scope="row">
                <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>
                <p className="muted small library-summary">{listing.summary}</p>
              </th>
              <td>{listing.publisherName}</td>
              <td className="mono tiny">v{listing.latestVersion}</td>
              <td>Free</td>
              <td className="muted">
                <LocalTime at={grantedAt} />
              </td>
              <td>
                <code className="tiny muted" title={orderId}>
                  {orderId.slice(-8)}
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
