import Link from "next/link";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { IntervalBar } from "../../ui/interval-bar.tsx";
import { sourceWords } from "../listing/source-words.ts";
import { priceWords } from "../price-words.ts";
import { emptyQuery, listingHref, storeHref } from "../store-query.ts";
import type { IntentShown } from "./read-home.ts";
import type { ShownEffect } from "./shown-effect.ts";

type Props = { readonly shown: IntentShown; readonly tray: readonly string[] };

/** A wish and the Persona that serves it best today, with the effect, its interval and where it comes from. */
export function IntentCard({ shown: { intent, best }, tray }: Props) {
  return (
    <Card as="li" className="grid content-start gap-3 p-4">
      <div>
        <h3 className="text-16">
          <Link href={storeHref(emptyQuery, { intent: intent.slug, tray })} prefetch={false}>
            {intent.title}
          </Link>
        </h3>
        <p className="text-13 text-muted">{intent.line}</p>
      </div>
      {best === null ? (
        <p className="border-t border-line pt-3 text-13 text-muted">No Persona for this yet.</p>
      ) : (
        <div className="grid gap-2 border-t border-line pt-3">
          <p className="text-13">
            <span className="text-muted">Best today:</span>{" "}
            <Link
              href={listingHref(best.row.personaId, tray)}
              prefetch={false}
              className="font-medium text-text wrap-anywhere"
            >
              {best.row.title}
            </Link>{" "}
            <span className="text-muted">
              by {best.row.publisherName}, {priceWords(best.row.price).toLowerCase()}
            </span>
          </p>
          {best.effect === null ? (
            <p className="text-12 text-muted">Its effect is claimed only: nobody has repeated or measured it yet.</p>
          ) : (
            <Effect effect={best.effect} />
          )}
        </div>
      )}
    </Card>
  );
}

function Effect({ effect }: { readonly effect: ShownEffect }) {
  const { source, figure, what, between, comparedWith, better, estimate, low, high, beside } = effect;
  const open = low <= 0 && high >= 0;
  const { word, tone, meaning } = sourceWords[source];
  const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(estimate)) * 1.15 || 1;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-mono text-20 tabular-nums">{figure}</span>
        <span className="text-13">{what}</span>
        <span className="text-12 text-muted">
          {between}, beside {comparedWith}
          {open && "; no difference is within it"}
        </span>
      </p>
      <IntervalBar
        estimate={estimate}
        low={low}
        high={high}
        from={-reach}
        to={reach}
        better={better}
        label={`${what} ${figure}, 95 % interval ${between}`}
      />
      {beside !== null && <p className="text-12 text-muted">and {beside}</p>}
      <p>
        <Badge tone={tone} title={meaning}>
          {word}
        </Badge>
      </p>
    </>
  );
}
