import type { Bound } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { ResetButton } from "./reset-button.tsx";
import styles from "./what-if.module.css";

type Props = {
  readonly attribute: Attribute;
  /** The bound in force then; the attribute's own where nobody set one. */
  readonly then: Bound | undefined;
  readonly now: Bound | undefined;
  readonly set: (bound: Bound | undefined) => void;
};

/** What one attribute may be: two numbers, or a tick for each choice. */
export function BoundControl({ attribute, then, now, set }: Props) {
  const own = ownBound(attribute);
  const was = then ?? own;
  const is = now ?? was;
  return (
    <div
      className={styles["control"]}
      data-changed={now !== undefined}
      role="group"
      aria-label={`Bounds of ${attribute.name}`}
    >
      <div className={styles["controlHead"]}>
        <span>
          {attribute.name} <span className="text-muted text-12">{"unit" in attribute ? attribute.unit : ""}</span>
        </span>
        {now !== undefined && (
          <ResetButton name={`bounds of ${attribute.name}`} then={words(was)} reset={() => set(undefined)} />
        )}
      </div>
      {is.kind === "range" && own.kind === "range" ? <RangeEnds {...{ attribute, own, is, set }} /> : null}
      {is.kind === "choices" && own.kind === "choices" ? <Choices {...{ attribute, own, is, set }} /> : null}
    </div>
  );
}

type Range = Extract<Bound, { kind: "range" }>;
type RangeProps = {
  readonly attribute: Attribute;
  readonly own: Range;
  readonly is: Range;
  readonly set: Props["set"];
};

function RangeEnds({ attribute, own, is, set }: RangeProps) {
  const step = attribute.kind === "integer" ? 1 : Number(((own.max - own.min) / 100).toPrecision(1));
  const end = (side: "min" | "max", value: number) => {
    const next = { ...is, [side]: value };
    if (next.min <= next.max) set(next);
  };
  return (
    <div className={styles["controlLine"]}>
      {(["min", "max"] as const).map((side) => (
        <label key={side} className={styles["end"]}>
          {side === "min" ? "at least" : "at most"}
          <input
            className={styles["number"]}
            type="number"
            min={own.min}
            max={own.max}
            step={step}
            value={is[side]}
            aria-label={`${attribute.name} ${side === "min" ? "at least" : "at most"}`}
            onChange={(event) => event.target.value !== "" && end(side, Number(event.target.value))}
          />
        </label>
      ))}
    </div>
  );
}

type ChoiceBound = Extract<Bound, { kind: "choices" }>;
type ChoiceProps = {
  readonly attribute: Attribute;
  readonly own: ChoiceBound;
  readonly is: ChoiceBound;
  readonly set: Props["set"];
};

function Choices({ attribute, own, is, set }: ChoiceProps) {
  const toggle = (choice: string | boolean) => {
    const allowed = own.allowed.filter((known) => (known === choice) !== is.allowed.includes(known));
    if (allowed.length > 0) set({ kind: "choices", allowed });
  };
  return (
    <div className={styles["choices"]}>
      {own.allowed.map((choice) => (
        <label key={String(choice)}>
          <input
            type="checkbox"
            checked={is.allowed.includes(choice)}
            aria-label={`${attribute.name} may be ${shownValue(choice)}`}
            onChange={() => toggle(choice)}
          />
          {shownValue(choice)}
        </label>
      ))}
    </div>
  );
}

function ownBound(attribute: Attribute): Bound {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return { kind: "range", min: attribute.min, max: attribute.max };
    case "categorical":
      return { kind: "choices", allowed: attribute.choices };
    case "boolean":
      return { kind: "choices", allowed: [false, true] };
    default:
      return attribute satisfies never;
  }
}

function words(bound: Bound): string {
  if (bound.kind === "range") return `${shownNumber(bound.min)} to ${shownNumber(bound.max)}`;
  return bound.allowed.map(shownValue).join(", ");
}
