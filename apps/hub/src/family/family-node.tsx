import type { FamilyVersion } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Day } from "../store/day.tsx";
import { Badge } from "../ui/badge.tsx";
import { classes } from "../ui/classes.ts";
import type { Tone } from "../ui/tone.ts";
import { EffectLine } from "./effect-line.tsx";

const verdicts: Record<FamilyVersion["verdict"], { readonly word: string; readonly tone: Tone }> = {
  passed: { word: "gate passed", tone: "good" },
  quarantined: { word: "quarantined", tone: "warn" },
  rejected: { word: "gate rejected", tone: "bad" },
  pending: { word: "gate pending", tone: "neutral" },
  failed: { word: "gate failed", tone: "bad" },
};

/** One version: what it is, where it comes from, what justified it, and what is said of it. */
export function FamilyNode({ version }: { readonly version: FamilyVersion }) {
  const { personaId, generation, algorithm, verdict, state, publishedAt, own, otherParents } = version;
  const { word, tone } = verdicts[verdict];
  return (
    <article
      className={classes(
        "grid gap-1 rounded-3 border border-line px-4 py-3 max-sm:border-l-3",
        own ? "bg-raised shadow-card max-sm:border-l-accent" : "border-dashed max-sm:border-l-line-strong",
      )}
      aria-label={`${personaId} version ${version.version}`}
    >
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-mono font-medium">v{version.version}</span>
        {!own && (
          <Link className="text-13" href={`/store/${personaId}`} prefetch={false}>
            {personaId}
          </Link>
        )}
        <Badge tone={tone}>{word}</Badge>
        {state !== "offered" && <Badge tone={state === "revoked" ? "bad" : "warn"}>{state}</Badge>}
      </p>
      <p className="text-12 text-muted">
        generation {generation} · {algorithm} · <Day at={publishedAt} />
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
    <p className="text-12 text-muted">
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
          <Link href={`/experiments/${experimentId}`} prefetch={false}>
            yours
          </Link>
        </span>
      ))}
    </p>
  );
}
