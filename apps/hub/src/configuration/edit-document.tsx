"use client";

import { formatFleetYaml, parseFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigExport } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
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
    <section className="stack stack-small" aria-label="Edit the document">
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
        <div className="row">
          <button
            className="button button-primary"
            type="button"
            disabled={parsed.kind === "refused" || plan.isPending}
            onClick={() => parsed.kind === "config" && plan.mutate(parsed.config)}
          >
            {plan.isPending ? "Planning…" : "Show what this changes"}
          </button>
          <button className="button button-quiet" type="button" onClick={done}>
            Leave it as it is
          </button>
          <span className="muted tiny">Nothing is applied yet.</span>
        </div>
      )}
      <FailedCall of={plan} />
    </section>
  );
}

type OutdatedProps = { readonly current: FleetConfigExport; readonly base: number; readonly startOver: () => void };

function Outdated({ current, base, startOver }: OutdatedProps) {
  return (
    <div className="notice notice-warn" role="status">
      <div>
        {current.changedBy ?? "Somebody"} applied version {current.version} while you were at it; yours was made from
        version {base}. Copy what you need, then{" "}
        <button className="link" type="button" onClick={startOver}>
          start from version {current.version}
        </button>
        .
      </div>
    </div>
  );
}
