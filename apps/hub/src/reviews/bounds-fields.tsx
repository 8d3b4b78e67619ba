import type { ReviewBound, ReviewBounds, ReviewSubject } from "@fleet-persona/hub-core";
import { fromUnit, toUnit } from "@fleet-persona/persona";
import type { Attribute, GateSeries } from "@fleet-persona/persona";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { ownBound, withBound } from "./decision-draft.ts";
import { usedRange } from "./run-series.ts";

type Props = {
  readonly subject: ReviewSubject;
  readonly series: readonly GateSeries[];
  readonly bounds: ReviewBounds;
  readonly set: (bounds: ReviewBounds) => void;
};

/** Bounds that the approval narrows, over what each attribute was in the gate. */
export function BoundsFields({ subject, series, bounds, set }: Props) {
  const narrowed = Object.keys(bounds).length;
  return (
    <details className="bounds-fields" open={narrowed > 0}>
      <summary>
        <span className="strong">Bounds</span>{" "}
        <span className="muted small">
          {narrowed === 0 ? "as the Persona brings them; narrow them here" : `${narrowed} narrowed by this approval`}
        </span>
      </summary>
      <div className="bounds-grid">
        {subject.manifest.attributes.map((attribute) => (
          <BoundField
            key={attribute.name}
            attribute={attribute}
            used={usedRange(series, attribute.name)}
            bound={bounds[attribute.name] ?? ownBound(attribute)}
            set={(bound) => set(withBound(bounds, attribute, bound))}
          />
        ))}
      </div>
    </details>
  );
}

type FieldProps = {
  readonly attribute: Attribute;
  readonly used: readonly [number, number] | null;
  readonly bound: ReviewBound;
  readonly set: (bound: ReviewBound) => void;
};

function BoundField({ attribute, used, bound, set }: FieldProps) {
  const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
  return (
    <fieldset className="bound-field">
      <legend>
        <code>{attribute.name}</code>
      </legend>
      {numeric && "min" in bound ? <Range {...{ attribute, used, bound, set }} /> : null}
      {!numeric && "allowed" in bound ? <Choices {...{ attribute, bound, set }} /> : null}
    </fieldset>
  );
}

type Numeric = Extract<Attribute, { kind: "continuous" | "integer" }>;
type RangeProps = {
  readonly attribute: Numeric;
  readonly used: FieldProps["used"];
  readonly bound: Extract<ReviewBound, { min: number }>;
  readonly set: FieldProps["set"];
};

// Sliders run over the unit interval, so that a log scale feels even.
const steps = 200;

function Range({ attribute, used, bound, set }: RangeProps) {
  const at = (value: number): number => Math.round(toUnit(attribute, value) * steps);
  const valueAt = (step: number): number => {
    const rounded = Number(fromUnit(attribute, step / steps).toPrecision(3));
    return Math.min(attribute.max, Math.max(attribute.min, rounded));
  };
  const end = (side: "min" | "max", step: number) => {
    const value = step === 0 ? attribute.min : step === steps ? attribute.max : valueAt(step);
    const next = { ...bound, [side]: value };
    if (next.min <= next.max) set(next);
  };
  const share = (value: number): number => (100 * at(value)) / steps;
  return (
    <>
      <svg className="bound-track" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="bound-kept" x={share(bound.min)} width={share(bound.max) - share(bound.min)} height="10" />
        {used !== null && (
          <rect
            className="bound-used"
            x={share(used[0])}
            y="3"
            width={Math.max(0.8, share(used[1]) - share(used[0]))}
            height="4"
          />
        )}
      </svg>
      {used !== null && (
        <p className="muted tiny">
          was {shownNumber(used[0], 3)} to {shownNumber(used[1], 3)} in the gate
        </p>
      )}
      {(["min", "max"] as const).map((side) => (
        <label key={side} className="bound-end">
          <span className="muted tiny">{side === "min" ? "at least" : "at most"}</span>
          <input
            type="range"
            min={0}
            max={steps}
            value={at(bound[side])}
            aria-label={`${attribute.name} ${side === "min" ? "at least" : "at most"}`}
            aria-valuetext={`${shownNumber(bound[side], 4)} ${attribute.unit}`}
            onChange={(event) => end(side, Number(event.target.value))}
          />
          <span className="figure tiny">
            {shownNumber(bound[side], 4)} {attribute.unit}
          </span>
        </label>
      ))}
    </>
  );
}

type ChoicesProps = {
  readonly attribute: Attribute;
  readonly bound: Extract<ReviewBound, { allowed: readonly unknown[] }>;
  readonly set: FieldProps["set"];
};

function Choices({ attribute, bound, set }: ChoicesProps) {
  const own = ownBound(attribute);
  const all = "allowed" in own ? own.allowed : [];
  const toggle = (choice: string | boolean) => {
    const allowed = all.filter((known) => (known === choice) !== bound.allowed.includes(known));
    if (allowed.length > 0) set({ allowed });
  };
  return (
    <div className="row">
      {all.map((choice) => (
        <label key={String(choice)} className="bound-choice">
          <input
            type="checkbox"
            checked={bound.allowed.includes(choice)}
            aria-label={`${attribute.name} may be ${shownValue(choice)}`}
            onChange={() => toggle(choice)}
          />
          {shownValue(choice)}
        </label>
      ))}
    </div>
  );
}
