import type { HostJournalRows, Journals } from "@fleet-persona/hub-core";
import { datasetOf, episodesOf } from "@fleet-persona/learning";
import type {
  DatasetSpec,
  FrameMeasure,
  JournalDecision,
  LoggedEpisode,
  OfflineDataset,
  RewardWeights,
} from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";

/** A dataset made of what hosts told, with what of it is whose; or why there is none. */
export type MadeDataset =
  | { readonly kind: "dataset"; readonly dataset: OfflineDataset; readonly spec: DatasetSpec }
  | { readonly kind: "too-little"; readonly steps: number; readonly hosts: number };

// What a second is worth where the parent does not say how it was trained.
const PLAIN_REWARD: RewardWeights = { breach: 1, cost: 0.6, errors: 4, latency: 0.2, churn: 0.05, revenue: 0 };
const PLAIN_OBJECTIVE_MS = 150;

/** Puts journals together under the parent's contract, measured by the reward that the parent was trained for. */
export function journalDataset(
  { manifest, evidence }: { readonly manifest: Manifest; readonly evidence: unknown },
  journals: Journals,
  leastSteps: number,
): MadeDataset {
  const everyMs = commonInterval(journals);
  const { reward, objectiveMs } = goalOf(evidence);
  const inputs = manifest.policy.inputs.signals;
  const spec: DatasetSpec = { attributes: manifest.attributes, inputs, reward, everyMs, allowed: {} };
  const measure = measureOf(journals, objectiveMs);
  const episodes = journals.hosts
    .flatMap((host) => episodesOf(spec, journalOf(host, journals.columns), measure))
    .filter(({ persona }) => persona.id === manifest.id)
    .map((episode) => steeredOnly(episode, manifest));
  const steps = episodes.reduce((sum, episode) => sum + episode.steps.length, 0);
  const hosts = new Set(episodes.map(({ tenant, host }) => `${tenant}/${host}`)).size;
  if (steps < leastSteps || hosts < 2) return { kind: "too-little", steps, hosts };
  return { kind: "dataset", dataset: datasetOf(spec, episodes), spec };
}

/** Steps and experiments of each tenant that is in a dataset, by what stands for it. */
export function usesOf({ episodes }: OfflineDataset) {
  return [...Map.groupBy(episodes, ({ tenant }) => tenant)].map(([alias, own]) => ({
    alias,
    experiments: [...new Set(own.map(({ experiment }) => experiment))],
    steps: own.reduce((sum, { steps }) => sum + steps, 0),
  }));
}

// A host's target may offer attributes that this version does not steer: they are no part of what it said.
function steeredOnly(episode: LoggedEpisode, { attributes }: Manifest): LoggedEpisode {
  const names = new Set(attributes.map(({ name }) => name));
  const keep = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).filter(([name]) => names.has(name)));
  const steps = episode.steps.map((step) => ({ ...step, samples: keep(step.samples) }));
  return { ...episode, steps };
}

function journalOf({ tenant, host, decisions, frames }: HostJournalRows, columns: readonly string[]) {
  return {
    tenant,
    host,
    // As the protocol's schema had them when they were written.
    decisions: decisions as readonly JournalDecision[],
    frames: frames.map(({ at, samples }) => ({
      at,
      values: Object.fromEntries(columns.map((name, place) => [name, samples[place] ?? null])),
    })),
  };
}

/** Of how far apart most draws are to be, ms: others were made by another plan and are left out. */
function commonInterval({ hosts }: Journals): number {
  const counts = new Map<number, number>();
  for (const record of hosts.flatMap(({ decisions }) => decisions)) {
    const everyMs = (record as JournalDecision).decision.exploration?.everyMs;
    if (everyMs !== undefined) counts.set(everyMs, (counts.get(everyMs) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 30_000;
}

function goalOf(evidence: unknown): { readonly reward: RewardWeights; readonly objectiveMs: number } {
  const said = (typeof evidence === "object" && evidence !== null ? evidence : {}) as Readonly<Record<string, unknown>>;
  const weights = (said["reward"] ?? {}) as Readonly<Record<string, unknown>>;
  const names = Object.keys(PLAIN_REWARD) as (keyof RewardWeights)[];
  const isWhole = names.every((name) => typeof weights[name] === "number" && Number.isFinite(weights[name]));
  const objective = said["objective_p95_ms"];
  return {
    reward: isWhole ? (Object.fromEntries(names.map((name) => [name, weights[name]])) as RewardWeights) : PLAIN_REWARD,
    objectiveMs: typeof objective === "number" && objective > 0 ? objective : PLAIN_OBJECTIVE_MS,
  };
}

/** Costs are a share of the most that was ever allocated, revenue of the most that a request ever brought. */
function measureOf({ hosts, columns }: Journals, objectiveMs: number): FrameMeasure {
  const place = (name: string) => columns.indexOf(name);
  const frames = hosts.flatMap((host) => host.frames);
  const most = (read: (samples: readonly (number | null)[]) => number): number =>
    frames.reduce((top, { samples }) => {
      const value = read(samples);
      return Number.isFinite(value) ? Math.max(top, value) : top;
    }, 0);
  const cores = most((samples) => samples[place("allocated_cores")] ?? Number.NaN);
  const revenue = most(
    (samples) => (samples[place("revenue_rate")] ?? Number.NaN) / (samples[place("request_rate")] || Number.NaN),
  );
  return {
    scale: { ceilingCost: cores || 1, idealRevenue: revenue, objectiveP95Ms: objectiveMs, givenUpMs: 10 * objectiveMs },
    objective: { p95Ms: objectiveMs, errorShare: 0.01 },
    perCoreSecond: 1,
    frameS: frameSeconds(hosts),
  };
}

function frameSeconds(hosts: Journals["hosts"]): number {
  const gaps = hosts.flatMap(({ frames }) =>
    frames.slice(1, 200).map(({ at }, index) => (at - (frames[index]?.at ?? at)) / 1000),
  );
  const sorted = gaps.filter((gap) => gap > 0).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
