import { useId } from "react";
import { shownNumber } from "../ui/figures.ts";
import { ResetButton } from "./reset-button.tsx";
import styles from "./what-if.module.css";

type Props = {
  readonly label: string;
  readonly meaning: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly then: number;
  readonly now: number | undefined;
  readonly set: (value: number | undefined) => void;
};

/** One number of the settings. */
export function DialControl({ label, meaning, min, max, step, then, now, set }: Props) {
  const id = useId();
  const change = (value: number) => set(value === then ? undefined : value);
  return (
    <div className={styles["control"]} data-changed={now !== undefined}>
      <div className={styles["controlHead"]}>
        <label htmlFor={id} title={meaning}>
          {label}
        </label>
        {now !== undefined && <ResetButton name={label} then={shownNumber(then)} reset={() => set(undefined)} />}
      </div>
      <div className={styles["controlLine"]}>
        <div className={styles["slider"]}>
          <svg className={styles["track"]} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className={styles["then"]} x={((then - min) / (max - min)) * 100 - 0.4} width="0.8" height="8" />
          </svg>
          <input
            id={id}
            type="range"
            {...{ min, max, step }}
            value={now ?? then}
            aria-describedby={`${id}-meaning`}
            onChange={(event) => change(Number(event.target.value))}
          />
        </div>
        <input
          className={styles["number"]}
          type="number"
          aria-label={`${label}, number`}
          {...{ min, step }}
          value={now ?? then}
          onChange={(event) => event.target.value !== "" && change(Number(event.target.value))}
        />
      </div>
      <p id={`${id}-meaning`} className="text-muted text-12">
        {meaning}
      </p>
    </div>
  );
}
