import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { CampaignCharter, SettingBound, SettingSearch, SettingValues } from "@fleet-persona/experiments";
import { abandon, isExhausted, propose, tell, variationSearch, variationStateFrom } from "@fleet-persona/learning";
import type { Adaptation, VariationBounds, VariationState } from "@fleet-persona/learning";

/** A coordinate of the search, with the range it has there. Which setting lies along it does not matter to the search. */
type Slot = {
  readonly name: keyof VariationBounds;
  readonly min: number;
  readonly max: number;
  readonly logarithmic: boolean;
  read(at: Adaptation): number;
};

const SLOTS: readonly Slot[] = [
  { name: "risk_tolerance", min: 0.1, max: 1, logarithmic: false, read: (at) => at.risk_tolerance },
  { name: "deadband", min: 0, max: 0.15, logarithmic: false, read: (at) => at.deadband },
  { name: "cooldown_s.grow", min: 0, max: 15, logarithmic: false, read: (at) => at.cooldown_s.grow },
  { name: "cooldown_s.shrink", min: 0, max: 60, logarithmic: false, read: (at) => at.cooldown_s.shrink },
  { name: "adjustment_factor", min: 0.5, max: 10, logarithmic: true, read: (at) => at.adjustment_factor },
];

/**
 * The evolutionary search of `packages/learning` over the settings of a charter: each setting's range, on a logarithm where its differences
 * are ratios, lies along one coordinate of the search.
 */
export function settingSearch({ settings, template }: CampaignCharter, seed: number): SettingSearch {
  const placed = settings.map((bound, index) => ({ bound, slot: slotAt(index) }));
  const stateOf = (state: unknown, control: SettingValues): VariationState =>
    state === null
      ? variationSearch({
          control: adaptationAt(placed, control),
          bounds: Object.fromEntries(placed.map(({ slot: { name, min, max } }) => [name, { min, max }])),
          minimumEffect: template.minimumEffect,
          seed,
        })
      : variationStateFrom(state);
  return {
    propose: (state, count, control) => {
      const proposed = propose(stateOf(state, control), count);
      const proposals = proposed.variations.map(({ id, settings: at }) => ({ key: id, values: valuesAt(placed, at) }));
      return { state: proposed.state, proposals };
    },
    tell: (state, results) => {
      const before = variationStateFrom(state);
      const pending = results.filter(({ key }) => before.pending.includes(key));
      const measured = pending.flatMap(({ key, gain, error }) =>
        gain === null || error === null || !Number.isFinite(gain) || !Number.isFinite(error)
          ? []
          : [{ id: key, effect: gain, standardError: Math.max(error, leastError) }],
      );
      const lost = pending.map(({ key }) => key).filter((key) => !measured.some(({ id }) => id === key));
      return abandon(tell(before, measured), lost);
    },
    isExhausted: (state) => state !== null && isExhausted(variationStateFrom(state)),
  };
}

// An effect that is known exactly is none that was measured.
const leastError = 1e-6;

type Placed = { readonly bound: SettingBound; readonly slot: Slot };

function slotAt(index: number): Slot {
  const slot = SLOTS[index];
  if (slot === undefined) throw new RangeError(`A campaign varies at most ${SLOTS.length} settings.`);
  return slot;
}

function valuesAt(placed: readonly Placed[], at: Adaptation): Readonly<Record<string, number>> {
  return Object.fromEntries(
    placed.map(({ bound, slot }) => [bound.name, valueOf(bound, shareOf(slot, slot.read(at)))]),
  );
}

/** Where the control lies; what nobody said of it lies in the middle. */
function adaptationAt(placed: readonly Placed[], control: SettingValues): Adaptation {
  const value = (name: Slot["name"]): number => {
    const found = placed.find(({ slot }) => slot.name === name);
    const slot = SLOTS.find((each) => each.name === name) ?? slotAt(0);
    const said = found === undefined ? undefined : control[found.bound.name];
    const share = found === undefined || said === undefined ? 0.5 : shareWithin(found.bound, said);
    return fromShare(slot, share);
  };
  return {
    risk_tolerance: value("risk_tolerance"),
    deadband: value("deadband"),
    adjustment_factor: value("adjustment_factor"),
    cooldown_s: { grow: value("cooldown_s.grow"), shrink: value("cooldown_s.shrink") },
  };
}

type Range = { readonly min: number; readonly max: number; readonly logarithmic: boolean };

function rangeOf({ name, low, high }: SettingBound): Range {
  // A range that begins at 0 has no logarithm.
  return { min: low, max: high, logarithmic: VARIABLE_SETTINGS[name].logarithmic && low > 0 };
}

function valueOf(bound: SettingBound, share: number): number {
  return fromShare(rangeOf(bound), share);
}

function shareWithin(bound: SettingBound, value: number): number {
  return shareOf(rangeOf(bound), value);
}

function shareOf({ min, max, logarithmic }: Range, value: number): number {
  const inside = Math.min(max, Math.max(min, value));
  return logarithmic ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min);
}

function fromShare({ min, max, logarithmic }: Range, share: number): number {
  return logarithmic ? min * (max / min) ** share : min + (max - min) * share;
}
