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
  if (room === 0 || charter.settings.length === 0) return { variations: versions, state: progress.search };
  const { settings, state } = proposeSettings(charter, progress, search, room);
  return { variations: [...versions, ...settings], state };
}

// A search that only ever comes back to what is in charge has nothing more to say.
const turns = 4;

/** What comes to the settings in charge, or was set aside, is told of at once; the search proposes something else then. */
function proposeSettings(
  charter: CampaignCharter,
  { search: begun, control, gained, skipped }: CampaignProgress,
  search: SettingSearch,
  room: number,
): { readonly settings: readonly Variation[]; readonly state: unknown } {
  const now = control?.values ?? {};
  let state = begun;
  for (let turn = 0; turn < turns && !search.isExhausted(state); turn += 1) {
    const proposed = search.propose(state, room, now);
    const settings = proposed.proposals.map(({ key, values }) => settingVariation(charter, key, values));
    const wanted = settings.filter((each) => !skipped.includes(each.key) && !isControl(each, now)).slice(0, room);
    ({ state } = proposed);
    if (wanted.length > 0) return { settings: wanted, state };
    if (settings.length === 0) break;
    const error = charter.template.minimumEffect / 4;
    state = search.tell(
      state,
      settings.map(({ key }) =>
        skipped.includes(key) ? { key, gain: null, error: null } : { key, gain: gained, error },
      ),
    );
  }
  return { settings: [], state };
}

function isControl({ what }: Variation, control: SettingValues): boolean {
  return (
    what.kind === "settings" &&
    Object.entries(what.values).every(([name, value]) => control[name as keyof SettingValues] === value)
  );
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
