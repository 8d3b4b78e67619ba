import { currencies, getSellingTerms, longestTrialDays } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ListingFrame } from "../../../../../../author/listing-frame.tsx";
import { openListing } from "../../../../../../author/own-listing-page.ts";
import type { ListingParams } from "../../../../../../author/own-listing-page.ts";
import { PriceHistory } from "../../../../../../author/price-history.tsx";
import { SellerHint } from "../../../../../../money/selling/seller-hint.tsx";
import { PromotionsCard } from "../../../../../../money/selling/promotions-card.tsx";
import { readPromotions } from "../../../../../../money/selling/read-promotions.ts";
import { paymentsMode, TestModeBadge } from "../../../../../../money/test-mode-badge.tsx";
import { ask, requireSession } from "../../../../../../trpc/ask.ts";
import { TermsForm } from "../../../../../../author/terms-form.tsx";
import { Card, CardBody, CardHead } from "../../../../../../ui/card.tsx";
import { Fact, Facts } from "../../../../../../ui/facts.tsx";
import { Notice } from "../../../../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Terms" };

export default async function TermsPage({ params }: { readonly params: ListingParams }) {
  const [{ personaId, listing, maySpeak }, selling] = await Promise.all([
    openListing(params),
    ask(getSellingTerms, {}),
  ]);
  const { basisPoints } = selling;
  const { terms, pastTerms, licence } = listing;
  const sells = maySpeak && terms.price.kind !== "free" && paymentsMode() !== "off";
  const promotions = sells ? await readPromotions((await requireSession()).actor, personaId) : null;
  return (
    <ListingFrame listing={listing} current="/terms" maySpeak={maySpeak}>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card aria-label="Price">
          <CardHead title="Price and trial" note="From now on; nothing changes for who got it before">
            <TestModeBadge />
          </CardHead>
          <CardBody className="grid gap-4">
            <SellerHint account={selling.account} />
            {maySpeak ? (
              <TermsForm {...{ personaId, terms, currencies, longestTrialDays, basisPoints }} />
            ) : (
              <Notice>An admin of your tenant can set the price.</Notice>
            )}
          </CardBody>
        </Card>
        <Card aria-label="Licence">
          <CardHead title="Licence" note="Part of what you signed: it changes with a new version" />
          <CardBody>
            <Facts>
              <Fact term="Licence">{licence}</Fact>
              <Fact term="Said in">persona.yaml, as licence</Fact>
            </Facts>
          </CardBody>
        </Card>
      </div>
      {promotions !== null && <PromotionsCard {...{ personaId, promotions }} />}
      <PriceHistory past={pastTerms} />
    </ListingFrame>
  );
}
