import { ResetButton } from "./reset-button.tsx";
import styles from "./what-if.module.css";

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
      <div className="segmented" role="group" aria-label={label}>
        {choices.map(([choice, words]) => (
          <button
            key={choice}
            type="button"
            aria-pressed={(now ?? then) === choice}
            onClick={() => set(choice === then ? undefined : choice)}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}
