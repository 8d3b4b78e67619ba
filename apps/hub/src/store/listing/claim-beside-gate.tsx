import { gapOf } from "../../evidence/compare-evidence.ts";
import type { ComparedEvidence } from "../../evidence/compare-evidence.ts";
import { EvidenceChart } from "../../evidence/evidence-chart.tsx";
import { effectPhrase, gapSentence, referenceName } from "../../evidence/gap-sentence.ts";
import { Fact, Facts } from "../../ui/facts.tsx";

/** Claim and repetition on one chart, and in words where they differ and by how much. */
export function ClaimBesideGate({ compared }: { readonly compared: ComparedEvidence }) {
  const { points, reference } = compared;
  if (points.length === 0) {
    return (
      <p className="text-muted">
        The author's report names no arms to compare, and the gate has no report of its behaviour yet. Run it in shadow
        and judge by your own traffic.
      </p>
    );
  }
  return (
    <div className="grid gap-4">
      <InWords compared={compared} />
      <EvidenceChart evidence={compared} />
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-12 text-muted">
        <Key mark="ring" words="claimed by the author" />
        <Key mark="disc" words="repeated by the gate" />
        <Key mark="square" words="what it is compared with (filled: at the gate)" />
      </p>
      <p className="max-w-read text-12 text-muted">
        A breach second is a second whose p95 latency or share of errors misses the objective.{" "}
        {reference === null
          ? "Cost is core-seconds of CPU."
          : `Cost is CPU, as a share of what ${referenceName(reference)} used in the same runs: author and gate ran on fleets of different size.`}{" "}
        Down and left is better.
      </p>
    </div>
  );
}

function InWords({ compared }: { readonly compared: ComparedEvidence }) {
  const { reference, points } = compared;
  const gap = gapOf(compared);
  if (gap !== null && reference !== null) {
    return (
      <div className="grid max-w-read gap-1">
        <p className="text-muted">Beside {referenceName(reference)}, it</p>
        <Facts>
          <Fact term="repeated by the gate">{effectPhrase(gap.repeated)}</Fact>
          <Fact term="claimed by the author">{effectPhrase(gap.claimed)}</Fact>
        </Facts>
        <p className={gap.costDiffers || gap.breachDiffers ? "text-warn" : "text-good"}>{gapSentence(gap)}</p>
      </div>
    );
  }
  const repeated = points.some(({ by, own }) => by === "gate" && own);
  return (
    <p className="max-w-read">
      {repeated
        ? "The gate ran it in its own scenarios; the author's report cannot be put beside that."
        : "So far only the author says this: the gate has not repeated it yet."}
    </p>
  );
}

const shapes = {
  ring: <circle cx="7" cy="7" r="5" strokeWidth="2.4" className="fill-none stroke-accent" />,
  disc: <circle cx="7" cy="7" r="5.5" className="fill-accent" />,
  square: <rect x="2.5" y="2.5" width="9" height="9" strokeWidth="1.6" className="fill-raised stroke-data-8" />,
};

function Key({ mark, words }: { readonly mark: keyof typeof shapes; readonly words: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="14" height="14" aria-hidden="true">
        {shapes[mark]}
      </svg>
      {words}
    </span>
  );
}
