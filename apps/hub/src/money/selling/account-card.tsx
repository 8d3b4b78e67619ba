import { sellingTermsVersion } from "@fleet-persona/hub-core";
import type { SellerAccountView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Notice } from "../../ui/notice.tsx";
import { paymentsMode } from "../test-mode-badge.tsx";
import { countryName, sellerCountries } from "./countries.ts";
import { LookAtSeller, OnboardingButton } from "./onboarding-button.tsx";
import { accountWords } from "./seller-words.ts";
import { StartSelling } from "./start-selling.tsx";

type Props = {
  readonly account: SellerAccountView | null;
  readonly maySell: boolean;
  readonly tenant: string;
  /** `back`: from the processor's page; `again`: its link had expired. */
  readonly cameFrom: "back" | "again" | null;
};

/** The seller's account at the payment processor: how it stands, and what to do next. */
export function AccountCard({ account, maySell, tenant, cameFrom }: Props) {
  if (account === null) return <NoAccount maySell={maySell} tenant={tenant} />;
  const { status, missing, country, termsVersion, termsAcceptedAt, readAt } = account;
  const { tone, word, sentence } = accountWords(status);
  const goesOn = status === "onboarding" || status === "restricted";
  return (
    <Card aria-label="Your account">
      <CardHead title="Your account" note="At the payment processor, which holds your money and pays it out">
        <Badge tone={tone}>{word}</Badge>
      </CardHead>
      <CardBody className="grid gap-4">
        {cameFrom === "back" && <LookAtSeller />}
        <p className="text-13">{sentence}</p>
        {cameFrom === "again" && <Notice tone="warn">The link had expired. Go on from here: nothing is lost.</Notice>}
        {missing.length > 0 && (
          <div className="grid gap-1 text-13">
            <h3 className="text-13">What is missing</h3>
            <ul className="grid gap-0.5 pl-5">
              {missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
        )}
        {goesOn &&
          (maySell ? (
            <OnboardingButton label={missing.length > 0 ? "Add what is missing" : "Go on"} />
          ) : (
            <Notice>An admin of {tenant} can go on with it.</Notice>
          ))}
        <Facts>
          <Fact term="Country">{countryName(country)}</Fact>
          <Fact term="Terms">
            <Link href="/terms/selling">version {termsVersion}</Link>, agreed to{" "}
            <LocalTime at={termsAcceptedAt} as="day" />
          </Fact>
          <Fact term="Read">{readAt === null ? "not yet" : <LocalTime at={readAt} />}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function NoAccount({ maySell, tenant }: { readonly maySell: boolean; readonly tenant: string }) {
  return (
    <Card aria-label="Your account">
      <CardHead title="Open your account" note="Before anybody can buy from you" />
      <CardBody className="grid gap-4">
        <p className="max-w-read text-13">
          What you publish can have a price. The platform sells it, as merchant of record: it charges the buyer, adds
          and pays the tax, writes the invoice, and transfers your share to an account that you open once at its payment
          processor. There you say who you are and which bank account is yours; this hub never sees either.
        </p>
        {paymentsMode() === "off" ? (
          <Notice tone="warn">This hub takes no payments: whoever runs it can set a payment processor up.</Notice>
        ) : maySell ? (
          <StartSelling countries={sellerCountries} termsVersion={sellingTermsVersion} />
        ) : (
          <Notice>An admin of {tenant} can open it.</Notice>
        )}
      </CardBody>
    </Card>
  );
}
