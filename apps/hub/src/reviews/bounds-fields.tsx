import type { ReviewBound, ReviewBounds, ReviewSubject } from "@fleet-persona/hub-core";
import { fromUnit, toUnit } from "@fleet-persona/persona";
import type { Attribute, GateSeries } from "@fleet-persona/persona";
import { Checkbox } from "../ui/checkbox.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { Row } from "../ui/row.tsx";
import { Slider } from "../ui/slider.tsx";
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
    <details open={narrowed > 0}>
      <summary className="cursor-pointer text-13">
        <span className="font-medium">Bounds</span>{" "}
        <span className="text-13 text-muted">
          {narrowed === 0 ? "as the Persona brings them; narrow them here" : `${narrowed} narrowed by this approval`}
        </span>
      </summary>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 md:grid-cols-[repeat(auto-fill,minmax(280px,1fr))]">
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
    <FieldGroup legend={<code className="font-normal">{attribute.name}</code>}>
      {numeric && "min" in bound ? <Range {...{ attribute, used, bound, set }} /> : null}
      {!numeric && "allowed" in bound ? <Choices {...{ attribute, bound, set }} /> : null}
    </FieldGroup>
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
      <svg className="block h-2.5 w-full bg-sunk" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="fill-accent/40" x={share(bound.min)} width={share(bound.max) - share(bound.min)} height="10" />
        {used !== null && (
          <rect
            className="fill-text"
            x={share(used[0])}
            y="3"
            width={Math.max(0.8, share(used[1]) - share(used[0]))}
            height="4"
          />
        )}
      </svg>
      {used !== null && (
        <p className="text-12 text-muted">
          was {shownNumber(used[0], 3)} to {shownNumber(used[1], 3)} in the gate
        </p>
      )}
      {(["min", "max"] as const).map((side) => (
        <label key={side} className="grid grid-cols-[52px_minmax(0,1fr)_104px] items-center gap-2">
          <span className="text-12 text-muted">{side === "min" ? "at least" : "at most"}</span>
          <Slider
            min={0}
            max={steps}
            value={at(bound[side])}
            aria-label={`${attribute.name} ${side === "min" ? "at least" : "at most"}`}
            aria-valuetext={`${shownNumber(bound[side], 4)} ${attribute.unit}`}
            onChange={(event) => end(side, Number(event.target.value))}
          />
          <span className="font-mono text-right tabular-nums whitespace-nowrap text-12">
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
    <Row>
      {all.map((choice) => (
        <Checkbox
          key={String(choice)}
          label={shownValue(choice)}
          checked={bound.allowed.includes(choice)}
          aria-label={`${attribute.name} may be ${shownValue(choice)}`}
          onChange={() => toggle(choice)}
        />
      ))}
    </Row>
  );
}
