import type { SubscriptionView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { buttonLook } from "../../ui/button-look.ts";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Row } from "../../ui/row.tsx";
import { ShareBar } from "../../ui/share-bar.tsx";
import { ChangeSeats } from "./change-seats.tsx";
import { CancelButton, KeepSeatsButton, ResumeButton } from "./order-buttons.tsx";
import { costWords, isOver, subscriptionStanding } from "./order-words.ts";
import { StandingBadge, StandingSentence } from "./standing-line.tsx";

type Props = { readonly subscriptions: readonly SubscriptionView[]; readonly mayBuy: boolean };

/** What renews: what it costs, when it is paid next, how many seats are used, and what can be changed. */
export function SubscriptionList({ subscriptions, mayBuy }: Props) {
  const [running, over] = [subscriptions.filter((each) => !isOver(each)), subscriptions.filter(isOver)];
  if (subscriptions.length === 0) return null;
  return (
    <section aria-labelledby="subscriptions" className="grid gap-4">
      <h2 id="subscriptions">Subscriptions</h2>
      {running.map((subscription) => (
        <SubscriptionCard key={subscription.subscriptionId} {...{ subscription, mayBuy }} />
      ))}
      {over.length > 0 && <OverList subscriptions={over} />}
    </section>
  );
}

type CardProps = {
  readonly subscription: SubscriptionView;
  readonly mayBuy: boolean;
  /** On the page of its own order. */
  readonly alone?: boolean;
};

/** One subscription. */
export function SubscriptionCard({ subscription, mayBuy, alone = false }: CardProps) {
  const { title, personaId, orderId, perAgent } = subscription;
  const standing = subscriptionStanding(subscription);
  return (
    <Card as="article" aria-label={title}>
      <CardHead
        level={alone ? 2 : 3}
        title={alone ? "Subscription" : <Link href={`/store/${personaId}`}>{title}</Link>}
      >
        <StandingBadge standing={standing} />
      </CardHead>
      <CardBody className="grid gap-4">
        <p className="text-13">
          <StandingSentence standing={standing} />
        </p>
        <Facts>
          {!alone && (
            <Fact term="Order">
              <Link href={`/orders/${orderId}`}>Its payments and terms</Link>
            </Fact>
          )}
          <Fact term="Costs">{costWords(subscription)}, + tax</Fact>
          {perAgent && (
            <Fact term="Seats">
              <Seats subscription={subscription} />
            </Fact>
          )}
        </Facts>
        {mayBuy && <Actions subscription={subscription} />}
      </CardBody>
    </Card>
  );
}

function Seats({ subscription }: { readonly subscription: SubscriptionView }) {
  const { seats, seatsUsed, wantedSeats, periodEndsAt } = subscription;
  const full = seatsUsed >= seats;
  return (
    <div className="grid max-w-80 gap-1.5">
      <span>
        {seatsUsed} of {seats} used
      </span>
      <ShareBar share={Math.min(1, seatsUsed / seats)} />
      {full && <span className="text-12 text-warn">All taken: another host gets it when there is a seat more.</span>}
      {wantedSeats !== null && (
        <span className="text-12 text-muted">
          {wantedSeats} from <LocalTime at={periodEndsAt} as="day" /> on.
        </span>
      )}
    </div>
  );
}

function Actions({ subscription }: { readonly subscription: SubscriptionView }) {
  const { subscriptionId, title, status, perAgent, seats, wantedSeats, cancelsAt, payUrl } = subscription;
  const runs = status === "active" || status === "trialing";
  return (
    <>
      {payUrl !== null && <Notice tone="bad">A payment failed. Pay it by hand, or change your card and wait.</Notice>}
      <Row>
        {payUrl !== null && (
          <a className={buttonLook({ tone: "primary" })} href={payUrl}>
            Pay it now
          </a>
        )}
        {runs && perAgent && cancelsAt === null && <ChangeSeats subscription={subscription} />}
        {wantedSeats !== null && <KeepSeatsButton {...{ subscriptionId, title, seats }} />}
        {cancelsAt === null ? (
          <CancelButton {...{ subscriptionId, title }} trial={status === "trialing"} />
        ) : (
          <ResumeButton {...{ subscriptionId, title }} />
        )}
      </Row>
    </>
  );
}

function OverList({ subscriptions }: { readonly subscriptions: readonly SubscriptionView[] }) {
  return (
    <details className="text-13">
      <summary className="cursor-pointer text-muted">Over: {subscriptions.length}</summary>
      <ul className="mt-2 grid list-none gap-1.5 p-0">
        {subscriptions.map((subscription) => (
          <li key={subscription.subscriptionId}>
            <Link href={`/orders/${subscription.orderId}`}>{subscription.title}</Link>{" "}
            <span className="text-muted">
              <StandingSentence standing={subscriptionStanding(subscription)} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
