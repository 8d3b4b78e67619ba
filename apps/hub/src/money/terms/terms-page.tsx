import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardBody } from "../../ui/card.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { TestModeBadge } from "../test-mode-badge.tsx";

/** One matter of the terms: its heading and what holds. */
export type Clause = { readonly id: string; readonly title: string; readonly says: readonly ReactNode[] };

type Props = {
  readonly current: "/terms/buying" | "/terms/selling";
  readonly title: string;
  readonly lead: string;
  readonly version: number;
  readonly clauses: readonly Clause[];
};

/** Terms as everybody can read them, numbered, each matter at an address of its own. */
export function TermsPage({ current, title, lead, version, clauses }: Props) {
  return (
    <Page width="narrow">
      <PageHead above={<TestModeBadge />} title={title} lead={lead} />
      <Tabs
        label="Terms"
        tabs={[
          { href: "/terms/buying", label: "Buying", current: current === "/terms/buying" },
          { href: "/terms/selling", label: "Selling", current: current === "/terms/selling" },
        ]}
      />
      <Card as="article" className="mt-6" aria-label={title}>
        <CardBody>
          <ol className="grid list-none gap-6 p-0">
            {clauses.map(({ id, title: heading, says }, place) => (
              <li key={id} id={id} className="grid scroll-mt-16 grid-cols-[28px_minmax(0,1fr)] gap-x-2">
                <span className="pt-px font-mono text-13 text-muted">{place + 1}</span>
                <div className="grid gap-2">
                  <h2 className="text-16">
                    <Link href={`#${id}`} className="text-text no-underline hover:underline">
                      {heading}
                    </Link>
                  </h2>
                  {says.map((paragraph, line) => (
                    <p key={line} className="max-w-read text-13">
                      {paragraph}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        </CardBody>
      </Card>
      <p className="mt-4 text-12 text-muted">
        Version {version}. What was agreed to before holds as it was then; a new version is asked for anew.
      </p>
    </Page>
  );
}
