"use client";

import type { ExperimentObstacle, ExperimentView, Role } from "@fleet-persona/hub-core";
import { mayApprove, mayOperate } from "../../fleet/may.ts";
import { Columns } from "../../ui/columns.tsx";
import { Page } from "../../ui/page.tsx";
import { Stack } from "../../ui/stack.tsx";
import { ComparisonsTable } from "../over/comparisons-table.tsx";
import { ConclusionCard } from "../over/conclusion-card.tsx";
import { ExportLinks } from "../over/export-links.tsx";
import { PlanDeclared } from "../over/plan-declared.tsx";
import { PublishEffect } from "../over/publish-effect.tsx";
import { DraftActions } from "../plan/draft-actions.tsx";
import { ObstacleList } from "../plan/obstacle-list.tsx";
import { isOver } from "../status-words.ts";
import { ArmsTable } from "./arms-table.tsx";
import { EffectCard } from "./effect-card.tsx";
import { ExperimentHead } from "./experiment-head.tsx";
import { LogList } from "./log-list.tsx";
import { GuardrailCard, RatioCard, TimeCard } from "./side-cards.tsx";
import { StageCard } from "./stage-card.tsx";
import { SteerButtons } from "./steer-buttons.tsx";
import { UrgentNotices } from "./urgent-notices.tsx";
import { useExperiment } from "./use-experiment.ts";

type Props = {
  readonly initial: ExperimentView;
  readonly role: Role;
  /** Of a draft: what stands between it and its start. */
  readonly obstacles: readonly ExperimentObstacle[];
};

/** One experiment from its draft over its run to its conclusion, on one page that refreshes itself. */
export function ExperimentPage({ initial, role, obstacles }: Props) {
  const { data: experiment, isError, dataUpdatedAt } = useExperiment(initial);
  const { status } = experiment;
  return (
    <Page>
      <Stack>
        <ExperimentHead experiment={experiment} lostSince={isError ? dataUpdatedAt : null}>
          {mayOperate(role) && <SteerButtons experiment={experiment} />}
          {mayOperate(role) && status === "draft" && <DraftActions experiment={experiment} obstacles={obstacles} />}
        </ExperimentHead>
        {status === "draft" && <ObstacleList obstacles={obstacles} />}
        {!isOver(status) && <UrgentNotices experiment={experiment} />}
        {status === "draft" ? (
          <PlanDeclared experiment={experiment} />
        ) : isOver(status) ? (
          <Over experiment={experiment} role={role} />
        ) : (
          <Live experiment={experiment} />
        )}
      </Stack>
    </Page>
  );
}

type PartProps = { readonly experiment: ExperimentView };

function Live({ experiment }: PartProps) {
  return (
    <>
      <Columns
        aside={
          <>
            <GuardrailCard experiment={experiment} />
            <RatioCard experiment={experiment} />
            <TimeCard experiment={experiment} />
          </>
        }
      >
        <EffectCard experiment={experiment} />
        <StageCard experiment={experiment} />
        <ArmsTable experiment={experiment} />
      </Columns>
      <ComparisonsTable experiment={experiment} />
      <LogList steps={experiment.steps} />
      <PlanDeclared experiment={experiment} />
    </>
  );
}

function Over({ experiment, role }: PartProps & { readonly role: Role }) {
  return (
    <>
      <ConclusionCard experiment={experiment}>
        {mayApprove(role) && <PublishEffect experiment={experiment} />}
        <ExportLinks experiment={experiment} />
      </ConclusionCard>
      <Columns
        aside={
          <>
            <GuardrailCard experiment={experiment} />
            <RatioCard experiment={experiment} />
          </>
        }
      >
        <EffectCard experiment={experiment} />
        <StageCard experiment={experiment} />
      </Columns>
      <ComparisonsTable experiment={experiment} />
      <ArmsTable experiment={experiment} />
      <PlanDeclared experiment={experiment} />
      <LogList steps={experiment.steps} />
    </>
  );
}
