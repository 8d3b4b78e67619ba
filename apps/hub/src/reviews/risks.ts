import type { ReviewSubject } from "@fleet-persona/hub-core";
import type { Attribute, Manifest } from "@fleet-persona/persona";
import { percent, shownNumber } from "../ui/figures.ts";

/** Something a reviewer should have seen before saying yes. */
export type Risk = {
  readonly tone: "bad" | "warn" | "note";
  readonly title: string;
  readonly detail: string;
  /** The section that shows more. */
  readonly at: "changes" | "gate" | "differences" | "signatures" | "model";
};

const wideRange = 8;
const muchGuarded = 0.3;
const muchFallback = 0.2;
const tallClaim = 0.15;

/** What stands out about a version, the worst first. */
export function risksOf(subject: ReviewSubject): readonly Risk[] {
  const order = { bad: 0, warn: 1, note: 2 };
  return [
    ...gateRisks(subject),
    ...keyRisks(subject),
    ...attributeRisks(subject.manifest),
    ...signalRisks(subject),
    ...behaviourRisks(subject),
    ...confidenceRisks(subject),
  ].toSorted((a, b) => order[a.tone] - order[b.tone]);
}

function gateRisks({ gate }: ReviewSubject): readonly Risk[] {
  if (gate.kind !== "judged") return [];
  return gate.reasons.flatMap(({ severity, code, message }): Risk[] => {
    if (severity === "note") return [];
    return [{ tone: severity === "reject" ? "bad" : "warn", title: words(code), detail: message, at: "gate" }];
  });
}

function keyRisks({ keys, otherPins, publisherName }: ReviewSubject): readonly Risk[] {
  const at = "signatures" as const;
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null);
  if (keys.length > 0 && revoked.length === keys.length)
    return [{ tone: "bad", title: "Every signing key was revoked", detail: "It cannot be approved.", at }];
  if (keys.some(({ pinnedAt, revokedAt }) => pinnedAt !== null && revokedAt === null)) return [];
  if (otherPins.length > 0)
    return [
      {
        tone: "warn",
        title: "A key you have not approved",
        detail: `${publisherName} signed what you approved before with another key. Ask them why before you go on.`,
        at,
      },
    ];
  const detail = `You have approved nothing of ${publisherName} yet. Compare the fingerprint with one they gave you elsewhere.`;
  return [{ tone: "note", title: "A publisher that is new to you", detail, at }];
}

function attributeRisks({ attributes }: Manifest): readonly Risk[] {
  const restarts = attributes.filter(({ cost }) => cost === "restart").map(({ name }) => name);
  const wide = attributes.filter((attribute) => spread(attribute) >= wideRange);
  const risks: Risk[] = [];
  if (restarts.length > 0)
    risks.push({
      tone: "warn",
      title: "Changes that restart something",
      detail: `${restarts.join(", ")}: each change of it restarts what it configures.`,
      at: "changes",
    });
  if (wide.length > 0)
    risks.push({
      tone: "note",
      title: "Wide ranges",
      detail: `${wide.map((attribute) => `${attribute.name} may grow ${shownNumber(spread(attribute), 2)}-fold`).join(", ")}. Narrow them below if your machines need it.`,
      at: "changes",
    });
  return risks;
}

// How many times its least an attribute may become.
function spread(attribute: Attribute): number {
  if (attribute.kind !== "continuous" && attribute.kind !== "integer") return 1;
  return attribute.min > 0 ? attribute.max / attribute.min : 1;
}

function signalRisks({ manifest, earlier, fleets }: ReviewSubject): readonly Risk[] {
  const risks: Risk[] = [];
  const before = new Set(earlier?.manifest.policy.inputs.signals.map(({ name }) => name));
  const added = manifest.policy.inputs.signals.filter(({ name }) => !before.has(name)).map(({ name }) => name);
  if (earlier !== null && added.length > 0)
    risks.push({ tone: "note", title: "Signals it did not see before", detail: added.join(", "), at: "differences" });
  const missing = fleets.filter((fleet) => fleet.missing.length > 0);
  for (const fleet of missing) {
    const detail = `${fleet.missing.join(", ")}. The fallback decides there until somebody supplies it.`;
    risks.push({ tone: "warn", title: `${fleet.name} lacks a signal it requires`, detail, at: "changes" });
  }
  return risks;
}

function behaviourRisks({ report }: ReviewSubject): readonly Risk[] {
  const scenarios = report?.behaviour?.scenarios ?? [];
  const risks: Risk[] = [];
  const worse = scenarios.filter(
    ({ guarded, baselines: { static_default: plain } }) => guarded.breach_seconds > plain.breach_seconds,
  );
  if (worse.length > 0)
    risks.push({
      tone: "warn",
      title: "Worse than leaving things alone",
      detail: `More breach seconds than the static default in ${worse
        .map(({ name }) => words(name))
        .join(", ")
        .toLowerCase()}.`,
      at: "gate",
    });
  const guarded = scenarios.filter(({ guard_share: share }) => share >= muchGuarded);
  if (guarded.length > 0)
    risks.push({
      tone: "note",
      title: "The guards work hard",
      detail: guarded
        .map(({ name, guard_share: share }) => `${words(name)}: ${percent(share)} of decisions held back`)
        .join(", "),
      at: "gate",
    });
  const fallback = scenarios.filter(({ fallback_share: share }) => share >= muchFallback);
  if (fallback.length > 0)
    risks.push({
      tone: "note",
      title: "The fallback decides often",
      detail: fallback.map(({ name, fallback_share: share }) => `${words(name)}: ${percent(share)}`).join(", "),
      at: "gate",
    });
  return risks;
}

function confidenceRisks({ manifest, gate, earlier }: ReviewSubject): readonly Risk[] {
  const risks: Risk[] = [];
  const claimed = manifest.confidence_score;
  if (gate.kind === "judged" && gate.verdict !== "rejected" && claimed - gate.confidence > tallClaim)
    risks.push({
      tone: "note",
      title: "The claim is taller than the measurement",
      detail: `The author claims ${percent(claimed)} confidence, the gate found ${percent(gate.confidence)}. Agents use the lower one.`,
      at: "gate",
    });
  if (earlier !== null && claimed < earlier.manifest.confidence_score)
    risks.push({
      tone: "note",
      title: "Less sure of itself than before",
      detail: `The author claims ${percent(claimed)}, version ${earlier.version} claimed ${percent(earlier.manifest.confidence_score)}.`,
      at: "differences",
    });
  return risks;
}

/** `flash-crowd` as "Flash crowd". */
export function words(code: string): string {
  const text = code.replaceAll(/[-_]/g, " ").replace(/\bnan\b/, "NaN");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
