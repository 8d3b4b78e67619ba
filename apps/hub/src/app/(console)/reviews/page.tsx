import { listReviews } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { DecidedList, DeskList } from "../../../reviews/desk-list.tsx";
import { ask, requireSession } from "../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Reviews" };

export default async function ReviewsPage() {
  const { tenant } = await requireSession();
  const { waiting, decided } = await ask(listReviews, {});
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>Reviews</h1>
          <p>
            Nothing reaches a fleet of {tenant.name} before an admin has seen what the gate found and said yes here.
          </p>
        </div>
        <Link className="button" href="/settings/reviews">
          Review policy
        </Link>
      </div>
      <div className="stack">
        <DeskList waiting={waiting} />
        <DecidedList decided={decided} title="Decided" />
      </div>
    </div>
  );
}
