import type { RefinementReport } from "@fleet-persona/hub-core";
import { distributionsOf, divergencesOf } from "@fleet-persona/learning";
import type { Distributions, OfflineDataset, OnnxModelSession } from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";

// A number's best word is another one when it lies this share of its range away.
const apart = 0.05;

/** What a candidate would say otherwise than its parent where the log was made. */
export async function describeChange(
  { spec, observations }: OfflineDataset,
  { parent, candidate }: { readonly parent: OnnxModelSession; readonly candidate: OnnxModelSession },
  adaptation: { readonly from: Manifest["adaptation"]; readonly to: Manifest["adaptation"] },
): Promise<RefinementReport["change"]> {
  const before = await distributionsOf(parent, spec, observations);
  const after = await distributionsOf(candidate, spec, observations);
  const moved = divergencesOf(before, after);
  let column = 0;
  const attributes = spec.attributes.map(({ name }, head) => {
    const kind = before.heads[head];
    const width = kind?.kind === "categorical" ? kind.choices : 2;
    const said = headChange(before, after, { column, choices: kind?.kind === "categorical" ? width : null });
    column += width;
    return { name, ...said };
  });
  const divergence = moved.reduce((sum, value) => sum + value, 0) / Math.max(1, moved.length);
  return {
    divergence: Number.isFinite(divergence) ? divergence : null,
    attributes,
    settings: settingsChanged(adaptation.from, adaptation.to),
  };
}

type Head = { readonly column: number; readonly choices: number | null };

function headChange(before: Distributions, after: Distributions, { column, choices }: Head) {
  const width = before.written.length / before.rows;
  let [differs, from, to] = [0, 0, 0];
  for (let row = 0; row < before.rows; row += 1) {
    const at = row * width + column;
    if (choices !== null) differs += best(before.written, at, choices) === best(after.written, at, choices) ? 0 : 1;
    else {
      const [was = 0, is = 0] = [before.written[at], after.written[at]];
      differs += Math.abs(is - was) > apart ? 1 : 0;
      from += was / before.rows;
      to += is / before.rows;
    }
  }
  const share = differs / Math.max(1, before.rows);
  return choices === null ? { differs: share, from, to } : { differs: share, from: null, to: null };
}

function best(written: Float32Array, from: number, choices: number): number {
  let at = 0;
  for (let choice = 1; choice < choices; choice += 1)
    if ((written[from + choice] ?? 0) > (written[from + at] ?? 0)) at = choice;
  return at;
}

function settingsChanged(from: Manifest["adaptation"], to: Manifest["adaptation"]) {
  const flat = ({ cooldown_s, ...rest }: Manifest["adaptation"]): Readonly<Record<string, number>> => ({
    ...rest,
    "cooldown_s.grow": cooldown_s.grow,
    "cooldown_s.shrink": cooldown_s.shrink,
  });
  const after = flat(to);
  return Object.entries(flat(from)).flatMap(([name, was]) => {
    const is = after[name] ?? was;
    return is === was ? [] : [{ name, from: was, to: is }];
  });
}
