import type { InputSignal } from "@fleet-persona/persona";
import { useId } from "react";
import { signalFigure } from "../live/figures.ts";
import { inputRange } from "./input-range.ts";
import { ResetButton } from "./reset-button.tsx";
import type { Moment } from "./situation-of.ts";
import type { ScenarioState } from "./use-scenario.ts";
import styles from "./what-if.module.css";

type Props = { readonly input: InputSignal; readonly moment: Moment; readonly state: ScenarioState };

/** One signal: its value as a number and on a slider that shows where training lay, or missing. */
export function SignalControl({ input, moment, state }: Props) {
  const id = useId();
  const { name, unit, required } = input;
  const then = moment.replay.signals[name]?.value ?? null;
  const changed = name in state.scenario.signals;
  const now = changed ? (state.scenario.signals[name] ?? null) : then;
  const set = (value: number | null) => state.setSignal(name, value === then ? undefined : value);
  return (
    <div className={styles["control"]} data-changed={changed}>
      <div className={styles["controlHead"]}>
        <label htmlFor={id}>
          {name} <span className="text-muted text-12">{unit === "1" ? "" : unit}</span>
        </label>
        {changed && (
          <ResetButton
            name={name}
            then={then === null ? "missing" : signalFigure(name, then)}
            reset={() => state.setSignal(name, undefined)}
          />
        )}
      </div>
      <div className={styles["controlLine"]}>
        <Slider input={input} before={then} now={now} set={set} />
        <input
          id={id}
          className={styles["number"]}
          type="number"
          step="any"
          value={now === null ? "" : changed ? now : shortened(now)}
          placeholder="missing"
          onChange={(event) => set(event.target.value === "" ? null : Number(event.target.value))}
        />
        <label
          className={styles["missing"]}
          title={required ? "Required: without it the fallback decides" : "Optional: without it confidence falls"}
        >
          <input
            type="checkbox"
            checked={now === null}
            onChange={(event) => set(event.target.checked ? null : (then ?? input.distribution.mean))}
          />
          missing
        </label>
      </div>
    </div>
  );
}

type SliderProps = {
  readonly input: InputSignal;
  readonly before: number | null;
  readonly now: number | null;
  readonly set: (value: number) => void;
};

function Slider({ input, before, now, set }: SliderProps) {
  const { min, max, step, trained } = inputRange(input, before);
  const width = Math.max(0.5, (trained.to - trained.from) * 100);
  return (
    <div className={styles["slider"]}>
      <svg className={styles["track"]} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles["trained"]} x={trained.from * 100} width={width} height="8" />
        {before !== null && (
          <rect className={styles["then"]} x={((before - min) / (max - min)) * 100 - 0.4} width="0.8" height="8" />
        )}
      </svg>
      <input
        type="range"
        aria-label={`${input.name}, slider`}
        {...{ min, max, step }}
        value={now ?? min}
        disabled={now === null}
        onChange={(event) => set(Number(event.target.value))}
      />
    </div>
  );
}

// A recorded figure has more digits than anybody reads; what a person types is shown as typed.
function shortened(value: number): number {
  return Number(value.toPrecision(5));
}
