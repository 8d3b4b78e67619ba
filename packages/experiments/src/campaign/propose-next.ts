import type { CampaignCharter } from "./charter.ts";
import type { CampaignFacts, CampaignProgress, CandidateVersion, SettingSearch, Variation } from "./campaign.ts";
import { sayValues, spokenValue } from "./variable-setting.ts";
import type { SettingValues } from "./variable-setting.ts";

/** Newest versions first: they are few and may change most. Then settings, as the search has them. */
export function proposeNext(
  charter: CampaignCharter,
  progress: CampaignProgress,
  { candidates, inCharge }: CampaignFacts,
  search: SettingSearch,
): { readonly variations: readonly Variation[]; readonly state: unknown } {
  const known = new Set([...progress.tried.map(({ key }) => key), ...progress.skipped]);
  const versions = candidates
    .filter(({ personaVersionId }) => personaVersionId !== inCharge?.personaVersionId && !known.has(personaVersionId))
    .map(versionVariation)
    .slice(0, charter.atOnce);
  const room = charter.atOnce - versions.length;
  if (room === 0 || charter.settings.length === 0 || search.isExhausted(progress.search))
    return { variations: versions, state: progress.search };
  const { state, proposals } = search.propose(progress.search, room);
  const settings = proposals
    .filter(({ key }) => !known.has(key))
    .map(({ key, values }) => settingVariation(charter, key, values));
  return { variations: [...versions, ...settings], state };
}

function versionVariation({ personaVersionId, personaId, version }: CandidateVersion): Variation {
  return {
    key: personaVersionId,
    title: `${personaId} version ${version}`,
    what: { kind: "version", personaVersionId, personaId, version },
  };
}

// What the search says is held to the charter once more: it may be wrong, the bounds may not.
function settingVariation(
  { settings }: CampaignCharter,
  key: string,
  proposed: Readonly<Record<string, number>>,
): Variation {
  const values: SettingValues = Object.fromEntries(
    settings.flatMap((bound) => {
      const value = proposed[bound.name];
      return value === undefined || !Number.isFinite(value) ? [] : [[bound.name, spokenValue(bound, value)]];
    }),
  );
  return { key, title: sayValues(values), what: { kind: "settings", values } };
}
