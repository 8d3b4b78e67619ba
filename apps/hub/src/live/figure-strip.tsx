import type { Objective } from "./breach.ts";
import { allocatedCores } from "./cost.ts";
import { number, signalFigure } from "./figures.ts";
import type { LiveData } from "./live-data.ts";
import { indexAt, valueAt } from "./series.ts";
import styles from "./figures.module.css";

type Figure = {
  readonly name: string;
  readonly figure: string;
  readonly note: string;
  readonly state?: "good" | "bad" | "unknown";
  /** Said beside the figure when its state matters: never by colour alone. */
  readonly word?: string;
};

const FRESH_MS = 6000;
const RISING = 0.5;

/** The figures of this moment, each with its unit and the window it stands for. */
export function FigureStrip({ data, present, objective }: { data: LiveData; present: number; objective: Objective }) {
  return (
    <dl className={styles["figures"]}>
      {figuresOf(data, present, objective).map(({ name, figure, note, state, word }) => (
        <div key={name} className={styles["figure"]} data-state={state}>
          <dt>{name}</dt>
          <dd>
            {figure}
            {word ? <span className={styles["figureWord"]}>{word}</span> : null}
          </dd>
          <dd className={styles["figureNote"]}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function figuresOf(data: LiveData, at: number, objective: Objective): Figure[] {
  const read = (name: string) => valueAt(data.signals[name] ?? [], at, FRESH_MS);
  const said = (name: string) => {
    const value = read(name);
    return value === null ? "–" : signalFigure(name, value);
  };
  const trend = read("request_rate.trend");
  const arrow = trend === null ? "" : trend > RISING ? "↗ rising" : trend < -RISING ? "↘ falling" : "→ steady";
  const decision = data.decisions[indexAt(data.decisions, at)]?.decision;
  const cores = valueAt(allocatedCores(data), at, 15_000);
  return [
    { name: "Load", figure: said("request_rate"), word: arrow, note: "over 5 s" },
    { name: "Forecast", figure: said("request_rate.forecast_1m"), note: "in 1 min" },
    {
      name: "p95",
      figure: said("latency_p95"),
      note: `of ${objective.p95Ms} ms, over 5 s`,
      ...judged(read("latency_p95"), objective.p95Ms),
    },
    {
      name: "Errors",
      figure: said("error_rate"),
      note: "over 5 s",
      ...judged(read("error_rate"), objective.errorRate),
    },
    { name: "Cost", figure: cores === null ? "–" : `${number(cores, 2)} cores`, note: "allocated now" },
    { name: "Cache hits", figure: said("cache_hit_ratio"), note: "over 5 s" },
    {
      name: "Confidence",
      figure: decision ? number(decision.confidence.total, 2) : "–",
      note: "of the last decision, 0 to 1",
    },
  ];
}

function judged(value: number | null, limit: number): Pick<Figure, "state" | "word"> {
  if (value === null) return { state: "unknown", word: "not known" };
  return value > limit ? { state: "bad", word: "over" } : { state: "good" };
}
