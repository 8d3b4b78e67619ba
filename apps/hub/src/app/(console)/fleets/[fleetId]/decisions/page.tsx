import type { Metadata } from "next";
import { DecisionTable } from "../../../../../fleet/decision-table.tsx";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Decisions" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function DecisionsPage({ params }: Props) {
  return (
    <Page width="wide" top="near">
      <DecisionTable fleetId={(await params).fleetId} />
    </Page>
  );
}
