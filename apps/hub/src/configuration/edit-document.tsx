"use client";

import { formatFleetYaml, parseFleetYaml } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigExport } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { ApplyPlan } from "./apply-plan.tsx";
import { YamlProblems } from "./yaml-problems.tsx";

type Props = { readonly current: FleetConfigExport; readonly done: () => void };

/** The document as text: changed, planned, and only then applied. */
export function EditDocument({ current, done }: Props) {
  const [base, setBase] = useState(current);
  const [text, setText] = useState(() => formatFleetYaml(current.config));
  const plan = useMutation({
    mutationFn: (config: FleetConfig) => trpc.planFleetConfig.query({ fleetId: base.fleetId, config }),
  });
  const parsed = parseFleetYaml(text);
  const startOver = (): void => {
    setBase(current);
    setText(formatFleetYaml(current.config));
    plan.reset();
  };
  const lines = text.split("\n").length;
  return (
    <section className="stack stack-small" aria-label="Edit the document">
      {current.version !== base.version && <Outdated current={current} base={base.version} startOver={startOver} />}
      <div className="field">
        <label htmlFor="fleet-yaml">fleet.yaml, made from version {base.version}</label>
        <textarea
          id="fleet-yaml"
          className="input yaml-edit"
          value={text}
          rows={Math.min(40, Math.max(14, lines + 1))}
          spellCheck={false}
          autoComplete="off"
          aria-describedby="fleet-yaml-problems"
          onChange={(event) => {
            setText(event.target.value);
            plan.reset();
          }}
        />
      </div>
      <div id="fleet-yaml-problems">
        {parsed.kind === "refused" && <YamlProblems problems={parsed.problems} text={text} />}
      </div>
      {plan.data === undefined ? (
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
      ) : (
        parsed.kind === "config" && (
          <ApplyPlan
            plan={plan.data}
            config={parsed.config}
            baseVersion={base.version}
            back={() => plan.reset()}
            done={done}
            startOver={startOver}
          />
        )
      )}
      {plan.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(plan.error)}
        </p>
      )}
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
