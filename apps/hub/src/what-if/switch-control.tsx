import { ResetButton } from "./reset-button.tsx";
import styles from "./what-if.module.css";
import { Segmented } from "../ui/segmented.tsx";

type Props<Choice extends string> = {
  readonly label: string;
  readonly choices: readonly (readonly [choice: Choice, label: string])[];
  readonly then: Choice;
  readonly now: Choice | undefined;
  readonly set: (choice: Choice | undefined) => void;
};

/** One of a few choices. */
export function SwitchControl<Choice extends string>({ label, choices, then, now, set }: Props<Choice>) {
  const was = choices.find(([choice]) => choice === then)?.[1] ?? then;
  return (
    <div className={styles["control"]} data-changed={now !== undefined}>
      <div className={styles["controlHead"]}>
        <span>{label}</span>
        {now !== undefined && <ResetButton name={label} then={was} reset={() => set(undefined)} />}
      </div>
      <Segmented
        label={label}
        value={now ?? then}
        onChange={(choice) => set(choice === then ? undefined : choice)}
        segments={choices.map(([choice, words]) => ({ value: choice, label: words }))}
      />
    </div>
  );
}
