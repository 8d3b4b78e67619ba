"use client";

import { formatFleetYaml, parseFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigExport } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { ApplyPlan } from "./apply-plan.tsx";
import { DocumentText } from "./document-text.tsx";

type Props = { readonly current: FleetConfigExport; readonly done: () => void };

/** The document as text: changed, planned, and only then applied. */
export function EditDocument({ current, done }: Props) {
  const [base, setBase] = useState(current);
  const [text, setText] = useState(() => formatFleetYaml(current.config));
  const plan = useMutation({
    mutationFn: (config: FleetConfig) => trpc.planFleetConfig.query({ fleetId: base.fleetId, config }),
  });
  const parsed = parseFleetYaml(text);
  const write = (next: string): void => {
    setText(next);
    plan.reset();
  };
  const startOver = (): void => {
    setBase(current);
    write(formatFleetYaml(current.config));
  };
  return (
    <section className="grid gap-3 *:min-w-0" aria-label="Edit the document">
      {current.version !== base.version && <Outdated current={current} base={base.version} startOver={startOver} />}
      <DocumentText text={text} write={write} base={base.version} parsed={parsed} />
      {plan.data !== undefined && parsed.kind === "config" ? (
        <ApplyPlan
          plan={plan.data}
          config={parsed.config}
          baseVersion={base.version}
          back={() => plan.reset()}
          done={done}
          startOver={startOver}
        />
      ) : (
        <Row>
          <Button
            tone="primary"
            disabled={parsed.kind === "refused" || plan.isPending}
            onClick={() => parsed.kind === "config" && plan.mutate(parsed.config)}
          >
            {plan.isPending ? "Planning…" : "Show what this changes"}
          </Button>
          <Button tone="quiet" onClick={done}>
            Leave it as it is
          </Button>
          <span className="text-muted text-12">Nothing is applied yet.</span>
        </Row>
      )}
      <FailedCall of={plan} />
    </section>
  );
}

type OutdatedProps = { readonly current: FleetConfigExport; readonly base: number; readonly startOver: () => void };

function Outdated({ current, base, startOver }: OutdatedProps) {
  return (
    <Notice tone="warn" role="status">
      <div>
        {current.changedBy ?? "Somebody"} applied version {current.version} while you were at it; yours was made from
        version {base}. Copy what you need, then{" "}
        <button
          className="cursor-pointer border-0 bg-transparent p-0 text-accent underline underline-offset-3"
          type="button"
          onClick={startOver}
        >
          start from version {current.version}
        </button>
        .
      </div>
    </Notice>
  );
}
