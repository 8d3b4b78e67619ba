"use client";

import type { FleetView, Role } from "@fleet-persona/hub-core";
import type { InputSignal } from "@fleet-persona/persona";
import { mayApprove, mayOperate } from "../fleet/may.ts";
import { useFleet } from "../fleet/use-fleet.ts";
import { sentenceOf } from "../trpc/client.ts";
import { useNowSeconds } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { Stack } from "../ui/stack.tsx";
import { CampaignSection } from "./campaign-section.tsx";
import { families } from "./family-of.ts";
import { IntentSection } from "./intent-section.tsx";
import { signalRows, type Known } from "./signal-rows.ts";
import { SignalTable } from "./signal-table.tsx";
import { SourceSection } from "./source-section.tsx";
import { useSignals } from "./use-signals.ts";

type Props = {
  readonly initial: FleetView;
  readonly inputs: readonly InputSignal[];
  readonly hubUrl: string;
  readonly role: Role;
};

/** The five families in one place, and what people tell the fleet: intents, campaigns, sources. */
export function SignalsPage({ initial, inputs, hubUrl, role }: Props) {
  const { data: fleet } = useFleet(initial);
  const { data, error, refetch } = useSignals(fleet, inputs);
  const { fleetId } = fleet;
  return (
    <Stack>
      <Row spread>
        <div>
          <h2>Signals</h2>
          <p className="text-muted">
            {fleet.assignment === null
              ? "What this fleet supplies. No Persona reads it yet."
              : `What ${fleet.assignment.title} looks at, who supplies it, and how fresh it is.`}
          </p>
        </div>
        <nav className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13" aria-label="On this page">
          <a href="#intents">Intents</a>
          <a href="#campaigns">Campaigns</a>
          <a href="#sources">Sources</a>
        </nav>
      </Row>
      {error !== null && (
        <Notice tone="warn" role="status">
          <div>
            {sentenceOf(error)} {data === undefined ? "" : "What you see may be old."}{" "}
            <button
              className="cursor-pointer border-0 bg-transparent p-0 text-accent underline underline-offset-3"
              type="button"
              onClick={() => void refetch()}
            >
              Try now
            </button>
          </div>
        </Notice>
      )}
      {data === undefined ? (
        error === null && <RowsSkeleton rows={8} />
      ) : (
        <>
          <Families known={data} />
          <IntentSection fleetId={fleetId} intents={data.intents} mayDeclare={mayOperate(role)} />
          <CampaignSection fleetId={fleetId} campaigns={data.campaigns} mayAdd={mayOperate(role)} />
          <SourceSection fleetId={fleetId} hubUrl={hubUrl} sources={data.sources} mayCreate={mayApprove(role)} />
        </>
      )}
    </Stack>
  );
}

function Families({ known }: { readonly known: Known }) {
  const now = useNowSeconds();
  if (now === null) return <RowsSkeleton rows={8} />;
  const rows = signalRows(known, now * 1_000);
  const missing = rows.filter(({ use, freshness }) => use === "required" && freshness !== "fresh");
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="bad" role="status">
          {missing.map(({ name, freshness }) => `${name} is ${freshness}`).join(", ")}: the Persona requires it, so the
          fallback decides meanwhile.
        </Notice>
      )}
      {families.map(([family, title, meaning]) => (
        <SignalTable key={family} {...{ family, title, meaning }} rows={rows.filter((row) => row.family === family)} />
      ))}
    </>
  );
}
