import type { Bounds } from "@fleet-persona/engine";
import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import { memo, useMemo, useId } from "react";
import type { Interval } from "./breach.ts";
import { useCrosshair, type Crosshair } from "./crosshair.ts";
import { attributeFigure } from "./figures.ts";
import { allowedHeights, heightOf, nameFits, runsOf, stepPath, xOf, type Run, type Scale } from "./lanes.ts";
import { configSeries, shadowSeries, type LiveData } from "./live-data.ts";
import { Row, RowHead, type Reading } from "./row.tsx";
import { indexAt, within } from "./series.ts";
import styles from "./lanes.module.css";

export type ConfigLaneProps = {
  readonly attribute: Attribute;
  readonly data: LiveData;
  readonly bounds: Bounds;
  readonly domain: Interval;
  readonly present: number;
  readonly width: number;
  readonly crosshair: Crosshair;
};

/** One attribute over time: a category as bands with their names, a number as a step line inside its bounds. */
export const ConfigLane = memo(function ConfigLane(props: ConfigLaneProps) {
  const { attribute, data, bounds, domain, present, width, crosshair } = props;
  const scale = { domain, width };
  const lane = useMemo(() => laneOf(attribute, data), [attribute, data]);
  const runs = runsOf(within(lane.is, domain.from, domain.to), domain, present);
  const wished = runsOf(within(lane.wouldBe, domain.from, domain.to), domain, present);
  const bound = bounds[attribute.name];
  return (
    <Row size="lane" head={<LaneHead {...{ attribute, lane, present, crosshair }} />}>
      <div className={styles["lane"]} data-kind={attribute.kind}>
        {attribute.kind === "categorical" || attribute.kind === "boolean" ? (
          <Bands {...{ attribute, runs, wished, scale }} />
        ) : (
          <Steps {...{ attribute, runs, wished, scale }} allowed={allowedHeights(attribute, bound)} />
        )}
      </div>
    </Row>
  );
});

type Lane = { readonly is: ReturnType<typeof configSeries>; readonly wouldBe: ReturnType<typeof shadowSeries> };

function laneOf({ name }: Attribute, data: LiveData): Lane {
  return { is: configSeries(data, name), wouldBe: shadowSeries(data.decisions, name) };
}

type LaneHeadProps = Pick<ConfigLaneProps, "attribute" | "present" | "crosshair"> & { readonly lane: Lane };

function LaneHead({ attribute, lane, present, crosshair }: LaneHeadProps) {
  const at = useCrosshair(crosshair) ?? present;
  const is = lane.is[indexAt(lane.is, at)]?.value;
  const wouldBe = lane.wouldBe[indexAt(lane.wouldBe, at)]?.value ?? null;
  const readings: Reading[] = [{ name: "is", figure: is === undefined ? null : attributeFigure(attribute, is) }];
  if (wouldBe !== null)
    readings.push({ name: "would be", tone: "accent", shape: "dashed", figure: attributeFigure(attribute, wouldBe) });
  return <RowHead title={attribute.name.replaceAll("_", " ")} readings={readings} />;
}

type BandsProps = {
  readonly attribute: Attribute;
  readonly runs: readonly Run[];
  readonly wished: readonly Run[];
  readonly scale: Scale;
};

function Bands({ attribute, runs, wished, scale }: BandsProps) {
  const shadowed = wished.length > 0;
  return (
    <div className={styles["bands"]} role="img" aria-label={runsInWords(attribute, runs, wished)}>
      <BandLine {...{ attribute, runs, scale }} kind="is" slim={shadowed} />
      {shadowed ? <BandLine {...{ attribute, scale }} runs={wished} kind="would" slim /> : null}
    </div>
  );
}

type BandLineProps = Omit<BandsProps, "wished"> & { readonly kind: "is" | "would"; readonly slim: boolean };

function BandLine({ attribute, runs, scale, kind, slim }: BandLineProps) {
  return (
    <div className={styles["bandLine"]} data-slim={slim}>
      {runs.map((run) => {
        const left = xOf(scale, run.from);
        const wide = Math.max(1, xOf(scale, run.to) - left);
        const name = attributeFigure(attribute, run.value);
        return (
          <span
            key={run.from}
            className={styles["band"]}
            data-kind={kind}
            title={kind === "is" ? name : `would be ${name}`}
            style={{ left, width: wide, ["--tone" as string]: `var(--data-${toneIndex(attribute, run.value)})` }}
          >
            {nameFits(name, wide) ? name : ""}
          </span>
        );
      })}
    </div>
  );
}

// The data colours that stay apart best beside each other, in the order the choices are declared.
const BAND_TONES = [8, 5, 3, 2, 6, 4, 1, 7] as const;

function toneIndex(attribute: Attribute, value: AttributeValue): number {
  const index =
    attribute.kind === "categorical" ? attribute.choices.indexOf(String(value)) : Number(value === true) * 2;
  return BAND_TONES[Math.max(0, index) % BAND_TONES.length] ?? 8;
}

const LANE_HEIGHT = 40;
const INSET = 5;

type StepsProps = BandsProps & { readonly allowed: { readonly low: number; readonly high: number } };

function Steps({ attribute, runs, wished, scale, allowed }: StepsProps) {
  const hatch = useId();
  const yAt = (height: number) => INSET + (1 - height) * (LANE_HEIGHT - 2 * INSET);
  const yOf = (value: AttributeValue) => yAt(heightOf(attribute, value) ?? 0);
  const line = stepPath(runs, scale, yOf);
  const [first, last] = [runs[0], runs.at(-1)];
  const area = first && last ? `${line}V${LANE_HEIGHT}H${xOf(scale, first.from)}Z` : "";
  return (
    <svg
      className={styles["steps"]}
      width={scale.width}
      height={LANE_HEIGHT}
      role="img"
      aria-label={runsInWords(attribute, runs, wished)}
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="6" className={styles["hatch"]} />
        </pattern>
      </defs>
      {[
        { y: 0, height: allowed.high < 1 ? yAt(allowed.high) : 0 },
        { y: yAt(allowed.low), height: allowed.low > 0 ? LANE_HEIGHT - yAt(allowed.low) : 0 },
      ].map(({ y, height }) =>
        height > 0 ? <rect key={y} x="0" y={y} width={scale.width} height={height} fill={`url(#${hatch})`} /> : null,
      )}
      <line className={styles["bound"]} x2={scale.width} y1={yAt(allowed.high)} y2={yAt(allowed.high)} />
      <line className={styles["bound"]} x2={scale.width} y1={yAt(allowed.low)} y2={yAt(allowed.low)} />
      <path className={styles["stepArea"]} d={area} />
      <path className={styles["stepLine"]} d={line} />
      <path className={styles["wouldLine"]} d={stepPath(wished, scale, yOf)} />
    </svg>
  );
}

function runsInWords(attribute: Attribute, runs: readonly Run[], wished: readonly Run[]): string {
  const last = runs.at(-1);
  const is = last ? `${attributeFigure(attribute, last.value)} at the end` : "not known";
  const would = wished.at(-1);
  const shadow = would ? `; would be ${attributeFigure(attribute, would.value)}` : "";
  return `${attribute.name}: ${runs.length - 1 > 0 ? `${runs.length - 1} changes, ` : ""}${is}${shadow}`;
}
