import styles from "./what-if.module.css";

type Props = {
  readonly label: string;
  /** Shares of the whole bar, 0..1. */
  readonly was: number;
  readonly would: number;
  readonly figure: (value: number) => string;
};

/** Two bars on one scale: grey as it was, in colour as it would be. */
export function PairedBar({ label, was, would, figure }: Props) {
  const same = figure(was) === figure(would);
  return (
    <div className={styles["paired"]}>
      <dt>{label}</dt>
      <dd>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect className={styles["barGround"]} width="100" height="10" />
          <rect className={styles["barWas"]} width={100 * Math.min(1, Math.max(0, was))} height="4.5" />
          <rect className={styles["barWould"]} width={100 * Math.min(1, Math.max(0, would))} y="5.5" height="4.5" />
        </svg>
        <span className="font-mono whitespace-nowrap tabular-nums text-12">
          {same ? figure(was) : `${figure(was)} → ${figure(would)}`}
        </span>
      </dd>
    </div>
  );
}
