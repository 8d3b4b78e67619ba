"use client";

import { useMemo } from "react";
import { decisionPath } from "../fleet/decision-shown.ts";
import { sentenceOf } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { Stack } from "../ui/stack.tsx";
import { answerTo } from "./answer.ts";
import { AnswerPanel } from "./answer-panel.tsx";
import { MomentPicker } from "./moment-picker.tsx";
import { ScenarioForm } from "./scenario-form.tsx";
import { unchanged } from "./scenario.ts";
import type { DecisionRow } from "../live/live-source.ts";
import type { Moment } from "./situation-of.ts";
import { useMoment } from "./use-moment.ts";
import { useScenario, type ScenarioState } from "./use-scenario.ts";
import styles from "./what-if.module.css";

/** What would it do? A moment, a person's changes to it, and the same reducer's answer, all in this browser. */
export function WhatIf({ fleetId }: { readonly fleetId: string }) {
  const state = useScenario();
  const { data, error, isPending, refetch } = useMoment(fleetId, state.moment);
  return (
    <Stack>
      <div>
        <h2>What would it do?</h2>
        <p className="text-muted">
          Pick a moment, change what it saw or what bound it. The decision is made again here, by the reducer and the
          policy that made it then; nothing is sent anywhere.
        </p>
      </div>
      <MomentPicker fleetId={fleetId} state={state} />
      {state.moment !== null && isPending && <RowsSkeleton rows={6} />}
      {error !== null && (
        <Notice tone="bad">
          {sentenceOf(error)}{" "}
          <Button tone="quiet" onClick={() => void refetch()}>
            Try again
          </Button>
        </Notice>
      )}
      {data?.kind === "unusable" && <Notice tone="warn">{data.sentence}</Notice>}
      {data?.kind === "ready" && <Workbench key={state.moment} {...data} state={state} fleetId={fleetId} />}
    </Stack>
  );
}

type WorkbenchProps = {
  readonly row: DecisionRow;
  readonly moment: Moment;
  readonly state: ScenarioState;
  readonly fleetId: string;
};

function Workbench({ row, moment, state, fleetId }: WorkbenchProps) {
  const asItWas = useMemo(() => answerTo(moment, unchanged), [moment]);
  const asItWouldBe = useMemo(() => answerTo(moment, state.scenario), [moment, state.scenario]);
  return (
    <div className={styles["workbench"]}>
      <ScenarioForm moment={moment} state={state} sentence={asItWouldBe.sentence} />
      <AnswerPanel
        {...{ row, moment, asItWas, asItWouldBe }}
        scenario={state.scenario}
        href={decisionPath(fleetId, row.id)}
      />
    </div>
  );
}
