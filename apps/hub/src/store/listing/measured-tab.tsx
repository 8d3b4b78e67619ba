import type { ListingPageView, MeasuredEffect } from "@fleet-persona/hub-core";
import { readEvidence } from "../../evidence/read-evidence.ts";
import { LazyWithdrawEffect } from "../frame/lazy-controls.tsx";
import { Card, CardFoot, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ForestPlot } from "./forest-plot.tsx";
import { outcomesOf } from "./outcomes.ts";

type Props = {
  readonly listing: ListingPageView;
  readonly effects: readonly MeasuredEffect[];
  readonly mayWithdraw: boolean;
};

/** What it did, wherever that was measured or claimed: every effect with its interval and how it came about. */
export function MeasuredTab({ listing, effects, mayWithdraw }: Props) {
  const { scenarios, evidence: report, latestVersion: version } = listing;
  const outcomes = outcomesOf({ effects, scenarios, evidence: readEvidence(report), report, version });
  if (outcomes.length === 0) {
    return (
      <Card>
        <EmptyState title="Nothing was measured yet" action={{ href: "/experiments/new", label: "Plan an experiment" }}>
          Who runs it can compare it with what was there before, on their own traffic, and publish what they find.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card id="measured" aria-labelledby="measured-title">
      <CardHead
        id="measured-title"
        title="Measured and claimed"
        note={
          effects.length === 0 ? "no fleet has published an experiment yet" : "what enrolled fleets found comes first"
        }
      />
      <ForestPlot
        outcomes={outcomes}
        caption="Measured and claimed effects"
        actionOf={({ effectId, own }) =>
          own && mayWithdraw && effectId !== null && <LazyWithdrawEffect effectId={effectId} />
        }
      />
      <CardFoot>
        An enrolled fleet's experiment is one tenant's, on its own traffic; its interval holds for any number of looks.
        The gate's interval is over its scenarios. A filled bar lies wholly on one side of no difference, a hollow one
        is open.
      </CardFoot>
    </Card>
  );
}
