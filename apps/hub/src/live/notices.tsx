import type { ReactNode } from "react";
import { clock, span } from "./figures.ts";
import type { DecisionRow } from "./live-source.ts";
import { handoverWords } from "./words.ts";
import styles from "./controls.module.css";

const STALE_MS = 5000;

type NoticesProps = {
  readonly newest: number | null;
  readonly now: number;
  readonly error: string | null;
  readonly decisions: readonly DecisionRow[];
  readonly retry: () => void;
};

/** What a person must know before reading a single line: who decides, how old the picture is, whether it still moves. */
export function Notices({ newest, now, error, decisions, retry }: NoticesProps) {
  const age = newest === null ? 0 : now - newest;
  return (
    <div className={styles["notices"]} aria-live="polite">
      <FallbackNotice decisions={decisions} />
      {error ? (
        <Notice tone="bad" glyph="✕" title="The hub did not answer.">
          Trying again every second; what you see is from {newest === null ? "before" : clock(newest)}. ({error}){" "}
          <button type="button" className={styles["back"]} onClick={retry}>
            Try now
          </button>
        </Notice>
      ) : age > STALE_MS ? (
        <Notice tone="warn" glyph="◷" title={`Last data ${span(age)} ago.`}>
          The agent is not reporting. It keeps deciding without the hub and sends what it missed when it returns.
        </Notice>
      ) : null}
    </div>
  );
}

function FallbackNotice({ decisions }: { readonly decisions: readonly DecisionRow[] }) {
  const last = decisions.at(-1);
  if (!last?.decision.handover) return null;
  const before = decisions.findLastIndex(({ decision }) => decision.handover === null);
  const since = decisions[before + 1]?.at ?? last.at;
  const { handover, because } = last.decision;
  return (
    <Notice tone="warn" glyph="⚠" title={`The fallback decides: ${handoverWords(handover)}.`}>
      Since {clock(since)}.{" "}
      {because === "fallback-holds"
        ? "It holds everything as it is"
        : "A rule on load and latency steers within the bounds"}
      {handover.kind === "required-signal" ? `, and the policy takes over again once ${handover.signal} is back.` : "."}
    </Notice>
  );
}

type NoticeProps = {
  readonly tone: "warn" | "bad";
  readonly glyph: string;
  readonly title: string;
  readonly children: ReactNode;
};

function Notice({ tone, glyph, title, children }: NoticeProps) {
  return (
    <div className={styles["notice"]} data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <span aria-hidden="true">{glyph}</span>
      <p>
        <strong>{title}</strong> {children}
      </p>
    </div>
  );
}

/** Nothing has arrived yet: what to do about it. */
export function EmptyState({ children }: { readonly children?: ReactNode }) {
  return (
    <div className={styles["empty"]}>
      <span aria-hidden="true" className={styles["emptyLine"]} />
      <h2>No data yet</h2>
      <p>The first frame arrives a second after an agent of this fleet starts.</p>
      {children ?? (
        <p>
          On the host, run <code>fleet-agent status</code> to see whether it is connected.
        </p>
      )}
    </div>
  );
}

/** Nothing could be read at all. */
export function FailedState({ error, retry }: { readonly error: string; readonly retry: () => void }) {
  return (
    <div className={styles["empty"]} role="alert">
      <h2>The fleet could not be read</h2>
      <p>{error}. The agent is not affected: it decides on its own host.</p>
      <button type="button" className={styles["action"]} onClick={retry}>
        Try again
      </button>
    </div>
  );
}

const SKELETON_ROWS = ["tall", "tall", "tall", "low", "low", "low", "low"] as const;

/** The layout to come, while the first reading is on its way. */
export function Skeleton() {
  return (
    <div className={styles["skeleton"]} role="status" aria-label="Reading the fleet">
      {SKELETON_ROWS.map((size, index) => (
        <div key={index} className={styles["skeletonRow"]} data-size={size}>
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
