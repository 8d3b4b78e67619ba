import { getDecision } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DecisionArticle } from "../../../../../../fleet/decision-article.tsx";
import { decisionKey, whatIfPath } from "../../../../../../fleet/decision-shown.ts";
import { decisionRowOf } from "../../../../../../live/decision-row.ts";
import { ask } from "../../../../../../trpc/ask.ts";
import { LinkButton } from "../../../../../../ui/link-button.tsx";
import { Page } from "../../../../../../ui/page.tsx";
import { Row } from "../../../../../../ui/row.tsx";

export const metadata: Metadata = { title: "Decision" };

type Props = { readonly params: Promise<{ readonly fleetId: string; readonly decisionId: string }> };

export default async function DecisionPage({ params }: Props) {
  const { fleetId, decisionId } = await params;
  const key = decisionKey(decodeURIComponent(decisionId));
  if (key === null) notFound();
  const row = decisionRowOf(await ask(getDecision, { fleetId, ...key }));
  if (row === null) notFound();
  return (
    <Page top="near" className="grid gap-6 *:min-w-0">
      <Row spread>
        <Link className="text-12" href={`/fleets/${fleetId}/decisions`}>
          ← All decisions
        </Link>
        <LinkButton href={whatIfPath(fleetId, row.id)}>What would it do if…</LinkButton>
      </Row>
      <DecisionArticle row={row} />
    </Page>
  );
}
