import type { Metadata } from "next";
import { DecisionTable } from "../../../../../fleet/decision-table.tsx";

export const metadata: Metadata = { title: "Decisions" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function DecisionsPage({ params }: Props) {
  return (
    <div className="page page-wide page-fleet">
      <DecisionTable fleetId={(await params).fleetId} />
    </div>
  );
}
