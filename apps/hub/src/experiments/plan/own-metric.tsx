"use client";

import { metricSchema } from "@fleet-persona/experiments";
import type { Metric } from "@fleet-persona/experiments";
import { useRef, useState } from "react";
import { slugOf } from "../../fleet/slug.ts";
import { Field } from "../../ui/field.tsx";

type Props = { readonly taken: readonly string[]; readonly add: (metric: Metric) => void };
type Kind = "mean" | "quantile" | "share" | "ratio";
type Typed = {
  readonly title: string;
  readonly kind: Kind;
  readonly signal: string;
  readonly than: string;
  readonly unit: string;
  readonly better: Metric["better"];
};

const kinds: readonly (readonly [Kind, string])[] = [
  ["mean", "its mean"],
  ["quantile", "its 95th percentile over time"],
  ["share", "the share of seconds above a limit"],
  ["ratio", "its sum over another's"],
];

const nothing: Typed = { title: "", kind: "mean", signal: "", than: "", unit: "", better: "lower" };

/** A metric of the tenant's own, of any column that the fleet's agents report. */
export function OwnMetric({ taken, add }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, set] = useState(nothing);
  const metric = metricOf(typed, taken);
  const done = (): void => {
    if (metric === null) return;
    add(metric);
    set(nothing);
    dialog.current?.close();
  };
  return (
    <>
      <button className="button button-quiet xp-remove" type="button" onClick={() => dialog.current?.showModal()}>
        Add one of your own…
      </button>
      <dialog className="dialog" ref={dialog} aria-label="A metric of your own">
        <div className="form">
          <h2>A metric of your own</h2>
          <Line label="Called" value={typed.title} set={(title) => set({ ...typed, title })} />
          <Line
            label="Signal"
            hint="a signal's name, or config.<attribute>"
            value={typed.signal}
            set={(signal) => set({ ...typed, signal })}
          />
          <Field label="As">
            {(id) => (
              <select
                id={id}
                className="input"
                value={typed.kind}
                onChange={(event) =>
                  set({ ...typed, kind: kinds.find(([each]) => each === event.target.value)?.[0] ?? "mean" })
                }
              >
                {kinds.map(([kind, words]) => (
                  <option key={kind} value={kind}>
                    {words}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {(typed.kind === "share" || typed.kind === "ratio") && (
            <Line
              label={typed.kind === "share" ? "Limit" : "Over the signal"}
              value={typed.than}
              set={(than) => set({ ...typed, than })}
            />
          )}
          {typed.kind !== "share" && <Line label="Unit" value={typed.unit} set={(unit) => set({ ...typed, unit })} />}
          <Field label="Better is">
            {(id) => (
              <select
                id={id}
                className="input"
                value={typed.better}
                onChange={(event) => set({ ...typed, better: event.target.value === "higher" ? "higher" : "lower" })}
              >
                <option>lower</option>
                <option>higher</option>
              </select>
            )}
          </Field>
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              Leave it
            </button>
            <button className="button button-primary" type="button" disabled={metric === null} onClick={done}>
              Measure it
            </button>
          </div>
        </div>
      </dialog>
    </>
  );
}

/** The metric that was typed; null while something is missing. */
function metricOf({ title, kind, signal, than, unit, better }: Typed, taken: readonly string[]): Metric | null {
  const slug = slugOf(title);
  const name = taken.includes(slug) ? `${slug}-2` : slug;
  const number = than.trim() === "" ? Number.NaN : Number(than.replace(",", "."));
  const measures = {
    mean: { kind: "mean", signal: signal.trim() },
    quantile: { kind: "quantile", signal: signal.trim(), quantile: 0.95 },
    share: { kind: "share", any: [{ signal: signal.trim(), comparison: ">", threshold: number }] },
    ratio: { kind: "ratio", numerator: [signal.trim()], denominator: [than.trim()] },
  };
  const metric = {
    name,
    title: title.trim(),
    unit: kind === "share" ? "share" : unit.trim(),
    better,
    measure: measures[kind],
  };
  return metricSchema.safeParse(metric).data ?? null;
}

type LineProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly set: (value: string) => void;
};

function Line({ label, hint, value, set }: LineProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
