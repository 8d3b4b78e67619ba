import { getPurchaseStanding } from "@fleet-persona/hub-core";
import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { Session } from "../../auth/session.ts";
import { mayApprove } from "../../fleet/may.ts";
import { LazyBuyButton } from "../../store/frame/lazy-controls.tsx";
import { ask } from "../../trpc/ask.ts";
import { Notice } from "../../ui/notice.tsx";
import { paymentsMode, TestModeBadge } from "../test-mode-badge.tsx";
import type { Charged } from "./purchase-words.ts";

type Props = { readonly listing: ListingPageView; readonly price: Charged; readonly session: Session };

/** The way to buy what has a price, or what is in the way. */
export async function BuySection({ listing, price, session }: Props) {
  const { listingId, title, trialDays: offered } = listing;
  const { own, sellerReady, trialDays, open, buyers } = await ask(getPurchaseStanding, { listingId });
  if (own) return <Notice>It is your own Persona: others buy it.</Notice>;
  if (paymentsMode() === "off")
    return <Notice>This hub takes no payments, so it cannot be bought here. You can try it on your traffic.</Notice>;
  if (!sellerReady)
    return (
      <Notice>
        Its seller cannot be paid yet, so it cannot be bought yet. Follow it to be told; you can try it on your traffic.
      </Notice>
    );
  if (!mayApprove(session.actor.role)) return <AskSomebody tenant={session.tenant.name} buyers={buyers} />;
  return (
    <div className="grid gap-3">
      <TestModeBadge />
      {open !== null && (
        <Notice tone="accent">
          You began to buy it. <Link href={`/orders/${open.orderId}`}>Continue to payment</Link>
        </Notice>
      )}
      <LazyBuyButton
        listing={{ listingId, title }}
        {...{ price, trialDays }}
        seats={open?.quantity ?? 1}
        testMode={paymentsMode() === "test"}
      />
      {offered !== null && trialDays === null && price.kind !== "one-off" && (
        <p className="text-12 text-muted">Your tenant had its trial.</p>
      )}
      <p className="text-12 text-muted">
        + tax where it is due. You can ask for your money back for 14 days.{" "}
        <Link href="/terms/buying">Terms of buying</Link>
      </p>
    </div>
  );
}

function AskSomebody({ tenant, buyers }: { readonly tenant: string; readonly buyers: readonly string[] }) {
  return (
    <Notice>
      An admin of {tenant} can buy it. Ask{" "}
      {buyers.map((email, place) => (
        <span key={email}>
          {place === 0 ? "" : place === buyers.length - 1 ? " or " : ", "}
          <a href={`mailto:${email}`}>{email}</a>
        </span>
      ))}
      .
    </Notice>
  );
}
