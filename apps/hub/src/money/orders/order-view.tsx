import type { OrderView, PaymentView, SubscriptionView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { buttonLook } from "../../ui/button-look.ts";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Columns } from "../../ui/columns.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ProgressSteps } from "../../ui/progress-steps.tsx";
import { Row } from "../../ui/row.tsx";
import { SubjectHead } from "../../ui/subject-head.tsx";
import { TestModeBadge } from "../test-mode-badge.tsx";
import { AwaitPayment } from "./await-payment.tsx";
import { GiveUpButton } from "./order-buttons.tsx";
import { orderSteps } from "./order-steps.ts";
import { amountWords, orderStanding } from "./order-words.ts";
import { PaymentTable } from "./payment-table.tsx";
import { RequestList } from "./request-list.tsx";
import { StandingBadge, StandingSentence } from "./standing-line.tsx";
import { SubscriptionCard } from "./subscription-list.tsx";

type Props = {
  readonly order: OrderView;
  readonly payments: readonly PaymentView[];
  readonly subscription: SubscriptionView | null;
  readonly mayBuy: boolean;
  /** Whether the buyer comes back from the page where it is paid. */
  readonly back: boolean;
  /** Where to take what is paid. */
  readonly next: string;
};

/** One order: how far it is, what to do next, and everything that was paid for it. */
export function OrderPage({ order, payments, subscription, mayBuy, back, next }: Props) {
  const standing = orderStanding(order);
  const steps = orderSteps({ order, payments, back });
  const waits = steps.yours !== "done" && (back || steps.paid === "done") && order.status === "open";
  const trial = order.trialDays !== null;
  return (
    <div className="grid gap-6">
      <SubjectHead
        above={<Link href="/orders">Orders and payments</Link>}
        title={`${order.title}, ${amountWords(order)}`}
        sentence={waits ? "Your payment is being confirmed." : <StandingSentence standing={standing} as="minute" />}
      >
        <StandingBadge standing={standing} />
        <TestModeBadge />
      </SubjectHead>
      <Columns aside={<OrderFacts order={order} />}>
        <Card aria-label="How far it is">
          <CardHead title="How far it is" />
          <CardBody className="grid gap-4">
            <ProgressSteps
              label="How far it is"
              steps={[
                { title: "Ordered", state: "done", note: `By ${order.orderedBy}` },
                { title: trial ? "Trial begun" : "Paid", state: steps.paid, note: paidNote(order, steps.paid) },
                { title: "In your library", state: steps.yours },
              ]}
            />
            {waits ? <AwaitPayment orderId={order.orderId} /> : <NextStep order={order} mayBuy={mayBuy} next={next} />}
          </CardBody>
        </Card>
        {subscription !== null && <SubscriptionCard {...{ subscription, mayBuy }} alone />}
        {payments.length > 0 && <PaymentTable {...{ payments, mayBuy }} />}
        <RequestList {...{ payments, mayBuy }} />
      </Columns>
    </div>
  );
}

function paidNote({ failure }: OrderView, state: string): string | undefined {
  return state === "failed" && failure !== null ? failure : undefined;
}

type NextProps = Pick<Props, "order" | "mayBuy" | "next">;

function NextStep({ order, mayBuy, next }: NextProps) {
  const { orderId, title, personaId, status, checkoutUrl } = order;
  if (status === "fulfilled")
    return (
      <>
        <Notice tone="good">
          It is in your library, for every fleet of your tenant. There it is reviewed, and watches in shadow before it
          acts.
        </Notice>
        <Row>
          <LinkButton tone="primary" href={next}>
            Put it on a fleet
          </LinkButton>
          <LinkButton href="/library">Open your library</LinkButton>
        </Row>
      </>
    );
  if (!mayBuy) return <Notice>An admin of your tenant can pay it or give it up.</Notice>;
  return (
    <Row>
      {status === "open" && checkoutUrl !== null ? (
        <a className={buttonLook({ tone: "primary" })} href={checkoutUrl}>
          {order.failure === null ? "Continue to payment" : "Try to pay again"}
        </a>
      ) : (
        <LinkButton tone="primary" href={`/store/${personaId}#get`}>
          Order it again
        </LinkButton>
      )}
      {status === "open" && <GiveUpButton {...{ orderId, title }} />}
    </Row>
  );
}

function OrderFacts({ order }: { readonly order: OrderView }) {
  const { orderId, personaId, title, publisherName, createdAt, trialDays } = order;
  return (
    <Card as="aside" aria-label="The order">
      <CardHead title="The order" />
      <CardBody>
        <Facts>
          <Fact term="Persona">
            <Link href={`/store/${personaId}`}>{title}</Link>
          </Fact>
          <Fact term="Seller">{publisherName}</Fact>
          <Fact term="Price">{amountWords(order)}, + tax</Fact>
          {trialDays !== null && <Fact term="Trial">{trialDays} days, free</Fact>}
          <Fact term="Ordered">
            <LocalTime at={createdAt} as="minute" />
          </Fact>
          <Fact term="Sold by">the platform, as merchant of record</Fact>
          <Fact term="Terms">
            <Link href="/terms/buying">Terms of buying</Link>
          </Fact>
          <Fact term="Number">
            <code className="text-12">{orderId}</code>
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
