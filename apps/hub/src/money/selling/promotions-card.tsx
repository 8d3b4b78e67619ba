import type { PromotionState } from "@fleet-persona/payments";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { EndPromotion } from "./end-promotion.tsx";
import { PromotionForm } from "./promotion-form.tsx";
import type { Promotions } from "./read-promotions.ts";

type Props = { readonly personaId: string; readonly promotions: Promotions };

/** The codes of a listing: how often each was used, and the way to make and end one. */
export function PromotionsCard({ personaId, promotions }: Props) {
  return (
    <Card aria-label="Promotion codes">
      <CardHead
        title="Promotion codes"
        note="Buyers type them on the payment page; the first payment is less by so much, your part and the platform’s alike"
      />
      {promotions.kind === "silent" ? (
        <Notice tone="warn" className="m-4">
          {promotions.sentence}
        </Notice>
      ) : (
        <>
          {promotions.promotions.length > 0 && (
            <PromotionTable personaId={personaId} promotions={promotions.promotions} />
          )}
          <CardBody>
            <PromotionForm personaId={personaId} />
          </CardBody>
        </>
      )}
    </Card>
  );
}

type TableProps = { readonly personaId: string; readonly promotions: readonly PromotionState[] };

function PromotionTable({ personaId, promotions }: TableProps) {
  return (
    <Table caption="Promotion codes" stacks>
      <thead>
        <tr>
          <Th>Code</Th>
          <Th num>Less</Th>
          <Th num>Used</Th>
          <Th>Until</Th>
          <Th>State</Th>
        </tr>
      </thead>
      <tbody>
        {promotions.map(({ promotionId, code, percentOff, redeemed, mostRedemptions, expiresAt, active }) => (
          <tr key={promotionId}>
            <Th scope="row">
              <code>{code}</code>
            </Th>
            <Td data-label="Less" num>
              {percentOff} %
            </Td>
            <Td data-label="Used" num>
              {mostRedemptions === null ? redeemed : `${redeemed} of ${mostRedemptions}`}
            </Td>
            <Td data-label="Until" className="whitespace-nowrap text-muted">
              {expiresAt === null ? "you end it" : <LocalTime at={expiresAt} as="day" />}
            </Td>
            <Td data-label="State">
              <span className="flex flex-wrap items-center gap-3">
                <Badge tone={active ? "good" : "neutral"}>{active ? "Active" : "Ended"}</Badge>
                {active && <EndPromotion {...{ personaId, promotionId, code }} />}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
