import { listFits } from "@fleet-persona/hub-core";
import type { FleetFit } from "@fleet-persona/hub-core";
import { currentSession } from "../auth/session.ts";
import { ask } from "../trpc/ask.ts";

/** What the reader's fleets can give these versions; empty for those who are signed out or have no fleet. */
export async function fitsOf(personaVersionIds: readonly FleetFit["personaVersionId"][]): Promise<readonly FleetFit[]> {
  if ((await currentSession()) === null || personaVersionIds.length === 0) return [];
  return ask(listFits, { personaVersionIds: [...personaVersionIds] });
}

/** "fits 2 of your fleets", by version. */
export function fitWords(fits: readonly FleetFit[]): ReadonlyMap<string, string> {
  const byVersion = Map.groupBy(fits, ({ personaVersionId }) => String(personaVersionId));
  return new Map([...byVersion].map(([id, mine]) => [id, phrase(mine)]));
}

function phrase(fits: readonly Pick<FleetFit, "fits">[]): string {
  const fitting = fits.filter((each) => each.fits === true).length;
  const unknown = fits.filter((each) => each.fits === null).length;
  if (fitting > 0) return fits.length === 1 ? "fits your fleet" : `fits ${fitting} of your fleets`;
  if (unknown > 0) return "your hosts have not said what they can";
  return fits.length === 1 ? "does not fit your fleet" : "fits none of your fleets";
}
