"use client";

import { metricSchema } from "@fleet-persona/experiments";
import type { Metric } from "@fleet-persona/experiments";
import { useState } from "react";
import type { ReactNode } from "react";
import { slugOf } from "../../fleet/slug.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogClose } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Row } from "../../ui/row.tsx";
import { Select } from "../../ui/select.tsx";

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

const directions = [
  ["lower", "lower"],
  ["higher", "higher"],
] as const;

const nothing: Typed = { title: "", kind: "mean", signal: "", than: "", unit: "", better: "lower" };

/** A metric of the tenant's own, of any column that the fleet's agents report. */
export function OwnMetric({ taken, add }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, set] = useState(nothing);
  const metric = metricOf(typed, taken);
  const done = (): void => {
    if (metric === null) return;
    add(metric);
    set(nothing);
    setOpen(false);
  };
  return (
    <Dialog title="A metric of your own" button={{ label: "Add one of your own…" }} open={open} onOpenChange={setOpen}>
      <MetricFields typed={typed} set={set}>
        <DialogClose>Leave it</DialogClose>
        <Button tone="primary" disabled={metric === null} onClick={done}>
          Measure it
        </Button>
      </MetricFields>
    </Dialog>
  );
}

type FieldsProps = {
  readonly typed: Typed;
  readonly set: (typed: Typed) => void;
  readonly children: ReactNode;
};

function MetricFields({ typed, set, children }: FieldsProps) {
  return (
    <div className="grid gap-4">
      <Line label="Called" value={typed.title} set={(title) => set({ ...typed, title })} />
      <Line
        label="Signal"
        hint="a signal's name, or config.<attribute>"
        value={typed.signal}
        set={(signal) => set({ ...typed, signal })}
      />
      <Choice label="As" value={typed.kind} set={(kind) => set({ ...typed, kind })} choices={kinds} />
      {(typed.kind === "share" || typed.kind === "ratio") && (
        <Line
          label={typed.kind === "share" ? "Limit" : "Over the signal"}
          value={typed.than}
          set={(than) => set({ ...typed, than })}
        />
      )}
      {typed.kind !== "share" && <Line label="Unit" value={typed.unit} set={(unit) => set({ ...typed, unit })} />}
      <Choice label="Better is" value={typed.better} set={(better) => set({ ...typed, better })} choices={directions} />
      <Row className="justify-end">{children}</Row>
    </div>
  );
}

type ChoiceProps<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly set: (value: V) => void;
  readonly choices: readonly (readonly [value: V, words: string])[];
};

function Choice<V extends string>({ label, value, set, choices }: ChoiceProps<V>) {
  const pick = (wanted: string): void => {
    const chosen = choices.find(([each]) => each === wanted);
    if (chosen !== undefined) set(chosen[0]);
  };
  return (
    <Field label={label}>
      {(id) => (
        <Select id={id} value={value} onChange={(event) => pick(event.target.value)}>
          {choices.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
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
        <Input
          id={id}

          autoComplete="off"
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
