import type { FleetFit, ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { currentSession } from "../../auth/session.ts";
import { Badge } from "../../ui/badge.tsx";
import { fitsOf } from "../fits-of.ts";
import { fitSentence, lacksOf } from "./fit-words.ts";

/** Each of the reader's fleets with what it lacks, in words, and what to do about it. */
export async function FitsList({ listing }: { readonly listing: ListingPageView }) {
  const session = await currentSession();
  const fits = await fitsOf([listing.offer?.personaVersionId ?? listing.latestVersionId]);
  return (
    <section aria-label="Fits your fleets" className="grid gap-2 border-t border-line pt-3 text-13">
      <h3>Fits your fleets</h3>
      {session === null && <p className="text-muted">Sign in to see which of your fleets can give it what it needs.</p>}
      {session !== null && fits.length === 0 && (
        <p>
          No fleet yet.{" "}
          <Link href="/fleets/new" prefetch={false}>
            Create a fleet
          </Link>{" "}
          to see whether it fits.
        </p>
      )}
      {fits.map((fit) => (
        <FleetFitItem key={fit.fleetId} fit={fit} />
      ))}
    </section>
  );
}

function FleetFitItem({ fit }: { readonly fit: FleetFit }) {
  const { word, sentence } = fitSentence(fit);
  const lacks = lacksOf(fit);
  const tone = fit.fits === null ? "neutral" : fit.fits ? "good" : "bad";
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Link href={`/fleets/${fit.fleetId}`} prefetch={false} className="font-medium wrap-anywhere">
          {fit.fleetName}
        </Link>
        <Badge tone={tone}>{word}</Badge>
      </p>
      <p className="text-12 text-muted">{sentence}</p>
      {lacks.length > 0 && (
        <ul className="m-0 grid gap-1 pl-4 text-12">
          {lacks.map(({ name, sentence: what }) => (
            <li key={name}>
              <code>{name}</code>: {what}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
