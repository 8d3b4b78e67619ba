import type { FamilyVersion } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { EffectLine } from "./effect-line.tsx";

const verdicts: Record<FamilyVersion["verdict"], { readonly word: string; readonly badge: string }> = {
  passed: { word: "gate passed", badge: "badge badge-good" },
  quarantined: { word: "quarantined", badge: "badge badge-warn" },
  rejected: { word: "gate rejected", badge: "badge badge-bad" },
  pending: { word: "gate pending", badge: "badge" },
  failed: { word: "gate failed", badge: "badge badge-bad" },
};

/** One version: what it is, where it comes from, what justified it, and what is said of it. */
export function FamilyNode({ version }: { readonly version: FamilyVersion }) {
  const { personaId, generation, algorithm, verdict, state, publishedAt, own, otherParents } = version;
  const { word, badge } = verdicts[verdict];
  return (
    <article className="fam-node" data-own={own} aria-label={`${personaId} version ${version.version}`}>
      <p className="row fam-node-head">
        <span className="mono strong">v{version.version}</span>
        {!own && (
          <Link className="small" href={`/store/${personaId}`}>
            {personaId}
          </Link>
        )}
        <span className={badge}>{word}</span>
        {state !== "offered" && (
          <span className={state === "revoked" ? "badge badge-bad" : "badge badge-warn"}>{state}</span>
        )}
      </p>
      <p className="tiny muted">
        generation {generation} · {algorithm} · <LocalTime at={publishedAt} />
        {otherParents.length > 0 && ` · from ${otherParents.join(", ")}`}
      </p>
      <Justified version={version} />
      {version.effects.map((effect, index) => (
        <EffectLine key={`${effect.by}-${effect.at}-${index}`} effect={effect} />
      ))}
    </article>
  );
}

function Justified({ version: { experiments, dataset } }: { readonly version: FamilyVersion }) {
  if (experiments.length === 0 && dataset === null) return null;
  const mine = experiments.filter((each) => each.mine);
  return (
    <p className="tiny muted">
      {dataset !== null && (
        <>
          learned from {dataset.steps.toLocaleString("en-GB")} draws, dataset{" "}
          <code title={dataset.version}>{dataset.version.slice(0, 10)}…</code>
        </>
      )}
      {experiments.length > 0 &&
        ` · justified by ${experiments.length} ${experiments.length === 1 ? "experiment" : "experiments"}`}
      {mine.map(({ experimentId }) => (
        <span key={experimentId}>
          {" · "}
          <Link href={`/experiments/${experimentId}`}>yours</Link>
        </span>
      ))}
    </p>
  );
}
