import type { TrialReport, TriedAttribute } from "@fleet-persona/hub-core";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { extentOf, runsOf, stepLine } from "./lane-shapes.ts";

type Series = TrialReport["series"];

/** What was and what would have been, one lane for each attribute under the load that both met. */
export function TrialLanes({ report }: { readonly report: TrialReport }) {
  const { series, shadow } = report;
  const [first, last] = [series.at[0] ?? 0, series.at.at(-1) ?? 0];
  return (
    <div className="trial-lanes">
      <p className="row tiny trial-key" aria-hidden="true">
        <span className="trial-key-was">as it was</span>
        <span className="trial-key-would">as it would have been</span>
      </p>
      <SignalLane label="request rate" unit="1/s" at={series.at} values={series.request_rate} />
      <SignalLane label="p95" unit="ms" at={series.at} values={series.p95_ms} />
      {shadow.attributes.map((attribute) => (
        <AttributeLane key={attribute.name} attribute={attribute} series={series} />
      ))}
      <p className="row spread tiny muted trial-axis">
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
        <path className="trial-signal" d={stepLine(at, values, { min: 0, max })} />
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
        <div role="img" aria-label={spoken} className="trial-bands">
          <Bands at={series.at} values={was} choices={attribute.choices} />
          <Bands at={series.at} values={would} choices={attribute.choices} />
        </div>
      </Lane>
    );
  const extent = extentOf([...was, ...would, range?.min ?? null, range?.max ?? null]);
  return (
    <Lane label={name} note={`${note} · ${shownNumber(extent.min)} to ${shownNumber(extent.max)} ${unit}`}>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={spoken}>
        <path className="trial-was" d={stepLine(series.at, was, extent)} />
        <path className="trial-would" d={stepLine(series.at, would, extent)} />
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

// Percentages of the width: bands keep their place and names their shape, however wide the page is.
function Bands({ at, values, choices }: BandProps) {
  return (
    <svg className="trial-band-row" width="100%" height="22">
      {runsOf(at, values).map(({ from, to, value }) => (
        <svg key={from} x={`${100 * from}%`} width={`${100 * (to - from)}%`} height="22">
          <rect
            className="trial-band"
            width="100%"
            height="22"
            data-tone={1 + (Math.max(0, choices.indexOf(value)) % 8)}
          />
          {to - from > ROOM && (
            <text className="trial-band-name" x="6" y="15">
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
    <div className="trial-lane">
      <p className="trial-lane-head">
        <span className="strong">{label.replaceAll("_", " ")}</span> <span className="muted tiny">{note}</span>
      </p>
      <div className="trial-lane-box">{children}</div>
    </div>
  );
}
