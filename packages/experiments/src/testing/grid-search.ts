import type { SettingSearch } from "../campaign/campaign.ts";

type Grid = { readonly asked: number; readonly told: readonly { key: string; gain: number | null }[] };

/** A search that tries fixed values of one setting one after the other. */
export function gridSearch(name: string, values: readonly number[]): SettingSearch {
  const of = (state: unknown): Grid => (state as Grid | null) ?? { asked: 0, told: [] };
  return {
    propose: (state, count) => {
      const { asked, told } = of(state);
      const proposals = values
        .slice(asked, asked + count)
        .map((value, index) => ({ key: `g${asked + index}`, values: { [name]: value } }));
      return { state: { asked: asked + proposals.length, told }, proposals };
    },
    tell: (state, results) => {
      const { asked, told } = of(state);
      return { asked, told: [...told, ...results.map(({ key, gain }) => ({ key, gain }))] };
    },
    isExhausted: (state) => of(state).asked >= values.length,
  };
}
