import type { TrialReport, TriedAttribute } from "@fleet-persona/hub-core";
import { fillOf, strokeOf } from "../ui/data-colour.ts";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { extentOf, runsOf, stepLine } from "./lane-shapes.ts";

type Series = TrialReport["series"];

/** What was and what would have been, one lane for each attribute under the load that both met. */
export function TrialLanes({ report }: { readonly report: TrialReport }) {
  const { series, shadow } = report;
  const [first, last] = [series.at[0] ?? 0, series.at.at(-1) ?? 0];
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-12" aria-hidden="true">
        <span className="before:mr-2 before:inline-block before:w-6 before:border-t-2 before:border-muted before:align-middle before:content-['']">
          as it was
        </span>
        <span className="before:mr-2 before:inline-block before:w-6 before:border-t-2 before:border-dashed before:border-accent before:align-middle before:content-['']">
          as it would have been
        </span>
      </p>
      <SignalLane label="request rate" unit="1/s" at={series.at} values={series.request_rate} />
      <SignalLane label="p95" unit="ms" at={series.at} values={series.p95_ms} />
      {shadow.attributes.map((attribute) => (
        <AttributeLane key={attribute.name} attribute={attribute} series={series} />
      ))}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 justify-between text-12 text-muted">
        <LocalTime at={first} as="full" />
        <LocalTime at={last} as="full" />
      </p>
    </div>
  );
}

type SignalProps = {
  readonly label: string;
  readonly unit: string;
  readonly at: Series["at"];
  readonly values: readonly (number | null)[];
};

function SignalLane({ label, unit, at, values }: SignalProps) {
  const { max } = extentOf(values);
  if (values.every((value) => value === null)) return null;
  return (
    <Lane label={label} note={`up to ${shownNumber(max)} ${unit}`}>
      <svg
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}, up to ${shownNumber(max)} ${unit}`}
      >
        <path className="stroke-data-1" d={stepLine(at, values, { min: 0, max })} />
      </svg>
    </Lane>
  );
}

function AttributeLane({ attribute, series }: { readonly attribute: TriedAttribute; readonly series: Series }) {
  const { name, agreement, range, unit } = attribute;
  const [was, would] = [series.actual[name] ?? [], series.would[name] ?? []];
  const spoken = `${name}: the same in ${percent(agreement)} of the moments`;
  const note = `${percent(agreement)} the same`;
  if (attribute.choices !== null)
    return (
      <Lane label={name} note={note}>
        <div role="img" aria-label={spoken} className="grid gap-0.5">
          <Bands at={series.at} values={was} choices={attribute.choices} />
          <Bands at={series.at} values={would} choices={attribute.choices} />
        </div>
      </Lane>
    );
  const extent = extentOf([...was, ...would, range?.min ?? null, range?.max ?? null]);
  return (
    <Lane label={name} note={`${note} · ${shownNumber(extent.min)} to ${shownNumber(extent.max)} ${unit}`}>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={spoken}>
        <path className="stroke-muted" d={stepLine(series.at, was, extent)} />
        <path className="stroke-accent [stroke-dasharray:5_3]" d={stepLine(series.at, would, extent)} />
      </svg>
    </Lane>
  );
}

type BandProps = {
  readonly at: Series["at"];
  readonly values: readonly (number | string | boolean | null)[];
  readonly choices: readonly string[];
};

// A name stands in its band where it has room; the rest is in the title.
const ROOM = 0.08;

const bandLooks = ([1, 2, 3, 4, 5, 6, 7, 8] as const).map((colour) => `${fillOf[colour]} ${strokeOf[colour]}`);

// Percentages of the width: bands keep their place and names their shape, however wide the page is.
function Bands({ at, values, choices }: BandProps) {
  return (
    <svg className="block" width="100%" height="22">
      {runsOf(at, values).map(({ from, to, value }) => (
        <svg key={from} x={`${100 * from}%`} width={`${100 * (to - from)}%`} height="22">
          <rect
            className={bandLooks[Math.max(0, choices.indexOf(value)) % bandLooks.length]}
            fillOpacity="0.24"
            width="100%"
            height="22"
          />
          {to - from > ROOM && (
            <text className="fill-text text-12" x="6" y="15">
              {value}
            </text>
          )}
          <title>{value}</title>
        </svg>
      ))}
    </svg>
  );
}

type LaneProps = { readonly label: string; readonly note: string; readonly children: React.ReactNode };

function Lane({ label, note, children }: LaneProps) {
  return (
    <div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-13">
        <span className="font-medium">{label.replaceAll("_", " ")}</span>{" "}
        <span className="text-muted text-12">{note}</span>
      </p>
      <div className="mt-1 overflow-hidden rounded-1 border border-line bg-sunk [&>svg]:block [&>svg]:h-14 [&>svg]:w-full [&_path]:fill-none [&_path]:[stroke-width:1.5] [&_path]:[vector-effect:non-scaling-stroke]">
        {children}
      </div>
    </div>
  );
}
