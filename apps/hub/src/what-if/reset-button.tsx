import styles from "./what-if.module.css";

type Props = { readonly name: string; readonly then: string; readonly reset: () => void };

/** Back to what it was. */
export function ResetButton({ name, then, reset }: Props) {
  return (
    <button className={styles["reset"]} type="button" onClick={reset} aria-label={`Reset ${name} to ${then}`}>
      ↺ was {then}
    </button>
  );
}
