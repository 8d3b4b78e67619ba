import type { Manifest } from "@fleet-persona/persona";
import { LearningError } from "../../errors.ts";
import type { Genome } from "../../evolution/genome.ts";
import { settingGenes, type SettingGene, unitOf, withUnit } from "../../evolution/settings-genes.ts";

export type Adaptation = Manifest["adaptation"];

/** What may vary. A setting that is left out stays as the control has it. */
export const VARIABLE_SETTINGS = [
  "adjustment_factor",
  "risk_tolerance",
  "deadband",
  "cooldown_s.grow",
  "cooldown_s.shrink",
] as const;
export type VariableSetting = (typeof VARIABLE_SETTINGS)[number];
export type VariationBounds = Readonly<
  Partial<Record<VariableSetting, { readonly min: number; readonly max: number }>>
>;

const KINDS = { weights: false, reward: false, adaptation: true, triggers: false };

/** The genes within a tenant's bounds. Throws `variation-invalid` where none may vary or a bound holds nothing. */
export function variationGenes(control: Adaptation, bounds: VariationBounds): readonly SettingGene[] {
  const genes = settingGenes(genomeOf(control), KINDS).flatMap((gene): readonly SettingGene[] => {
    const bound = bounds[gene.name.replace(/^adaptation\./, "") as VariableSetting];
    if (bound === undefined) return [];
    const [min, max] = [Math.max(gene.min, bound.min), Math.min(gene.max, bound.max)];
    if (min < max) return [{ ...gene, min, max }];
    throw new LearningError(
      "variation-invalid",
      `${gene.name} may lie between ${gene.min} and ${gene.max}, and the bounds ${bound.min} to ${bound.max} leave nothing to vary; widen them or leave it out`,
    );
  });
  if (genes.length > 0) return genes;
  throw new LearningError("variation-invalid", `no setting may vary; bound one of ${VARIABLE_SETTINGS.join(", ")}`);
}

/** Where settings lie in the unit cube of the genes, and back. */
export function unitsOf(genes: readonly SettingGene[], settings: Adaptation): readonly number[] {
  return genes.map((gene) => unitOf(gene, genomeOf(settings)));
}

export function settingsAt(genes: readonly SettingGene[], control: Adaptation, units: readonly number[]): Adaptation {
  return genes.reduce((genome, gene, at) => withUnit(gene, genome, units[at] ?? 0), genomeOf(control)).adaptation;
}

function genomeOf(adaptation: Adaptation): Genome {
  const reward = { breach: 0, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 };
  return { weights: new Float32Array(0), reward, adaptation, triggers: [], strength: { weights: 0, settings: 0 } };
}
