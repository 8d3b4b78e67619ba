"use client";

import type { ExperimentId, FleetId, ProposedMetrics, SuggestedDesign } from "@fleet-persona/hub-core";
import { useState } from "react";
import { Card } from "../../ui/card.tsx";
import { Stack } from "../../ui/stack.tsx";
import { AdvancedSection } from "./advanced-section.tsx";
import type { VersionChoice } from "./arm-fields.tsx";
import { ArmsSection } from "./arms-section.tsx";
import { DesignSection } from "./design-section.tsx";
import { FleetQuestion } from "./fleet-question.tsx";
import { Faults, FormSection, TextField } from "./form-parts.tsx";
import { GoalSection } from "./goal-section.tsx";
import { GuardrailSection } from "./guardrail-section.tsx";
import { ObstacleList } from "./obstacle-list.tsx";
import { PlanActions } from "./plan-actions.tsx";
import { firstPlanDraft } from "./plan-draft.ts";
import type { PlanDraft } from "./plan-draft.ts";
import { previewOf, readDraft } from "./plan-input.ts";
import type { DraftFaults } from "./plan-input.ts";
import { PowerPanel } from "./power-panel.tsx";
import { TimeSection } from "./time-section.tsx";
import { usePreview } from "./use-preview.ts";

type Props = {
  readonly fleet: { readonly fleetId: FleetId; readonly name: string; readonly inCharge: string | null };
  readonly fleets: readonly { readonly fleetId: string; readonly name: string }[];
  readonly suggestion: SuggestedDesign;
  readonly proposed: ProposedMetrics;
  readonly versions: readonly VersionChoice[];
  /** A draft that is being changed; null: a new plan. */
  readonly saved: { readonly experimentId: ExperimentId; readonly draft: PlanDraft } | null;
};

/** One form in the order people think, with what it can find beside it. */
export function PlanForm({ fleet, fleets, suggestion, proposed, versions, saved }: Props) {
  const [draft, setDraft] = useState(() => saved?.draft ?? firstPlanDraft({ design: suggestion.design, proposed }));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const { plan, faults } = readDraft(draft);
  const reckoned = previewOf(draft);
  const preview = usePreview(fleet.fleetId, reckoned);
  const parts = { draft, change };
  return (
    <Faults value={tried ? faults : onlyTouched(faults, touched)}>
      <form
        data-plan=""
        className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]"
        aria-label="Plan an experiment"
        noValidate
        onSubmit={(event) => event.preventDefault()}
        onBlur={({ target }) => {
          const name = target.getAttribute("name");
          if (name !== null) setTouched((before) => new Set([...before, name]));
        }}
      >
        <Card as="div">
          <FleetQuestion fleet={fleet} fleets={fleets} locked={saved !== null} />
          <DesignSection {...parts} suggestion={suggestion} />
          <ArmsSection {...parts} versions={versions} inCharge={fleet.inCharge} />
          <GoalSection {...parts} proposed={proposed} />
          <GuardrailSection {...parts} />
          <TimeSection {...parts} />
          <NameSection {...parts} />
          <AdvancedSection {...parts} />
        </Card>
        <Stack
          as="aside"
          gap="medium"
          className="lg:sticky lg:top-[calc(var(--bar)+16px)] lg:max-h-[calc(100dvh-var(--bar)-32px)] lg:overflow-y-auto lg:pb-0.5"
          aria-label="What it can find, and its start"
        >
          <PowerPanel
            power={preview.data?.power}
            plan={reckoned}
            asking={preview.isFetching}
            failed={preview.isError}
          />
          <ObstacleList obstacles={preview.data?.obstacles ?? []} />
          <PlanActions
            fleet={fleet}
            hosts={suggestion.hosts}
            plan={plan}
            faults={faults}
            obstacles={preview.data?.obstacles ?? []}
            savedId={saved?.experimentId ?? null}
            onTry={() => setTried(true)}
          />
        </Stack>
      </form>
    </Faults>
  );
}

type PartProps = { readonly draft: PlanDraft; readonly change: (part: Partial<PlanDraft>) => void };

function NameSection({ draft, change }: PartProps) {
  return (
    <FormSection title="What is it called?">
      <TextField
        label="Name"
        path="name"
        placeholder="Half the adjustment factor at night"
        value={draft.name}
        set={(name) => change({ name })}
      />
      <TextField
        label="What do you expect, and why?"
        path="hypothesis"
        hint="Optional; whoever reads the conclusion sees it."
        value={draft.hypothesis}
        set={(hypothesis) => change({ hypothesis })}
      />
    </FormSection>
  );
}

function onlyTouched(faults: DraftFaults, touched: ReadonlySet<string>): DraftFaults {
  return Object.fromEntries(Object.entries(faults).filter(([field]) => touched.has(field)));
}
