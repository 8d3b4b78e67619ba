import type { Breeding } from "./breeding.ts";
import type { Genome } from "./genome.ts";
import { unitOf } from "./settings-genes.ts";

/**
 * How different a population is: the mean distance of its genomes from their centre, 0 when all are the same. Weights count in root mean
 * squares of the centre's, settings in shares of their ranges; kinds that do not change do not count.
 */
export function diversityOf(population: readonly Genome[], { kinds, settings }: Breeding): number {
  const parts = [
    ...(kinds.weights
      ? [
          spreadOf(
            population.map(({ weights }) => weights),
            true,
          ),
        ]
      : []),
    ...(settings.length > 0
      ? [
          spreadOf(
            population.map((genome) => settings.map((gene) => unitOf(gene, genome))),
            false,
          ),
        ]
      : []),
  ];
  return parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

function spreadOf(points: readonly ArrayLike<number>[], relative: boolean): number {
  const length = points[0]?.length ?? 0;
  if (length === 0) return 0;
  let squares = 0;
  let centre = 0;
  for (let at = 0; at < length; at += 1) {
    let mean = 0;
    for (const point of points) mean += (point[at] ?? 0) / points.length;
    for (const point of points) squares += ((point[at] ?? 0) - mean) ** 2 / points.length;
    centre += mean ** 2;
  }
  return Math.sqrt(squares / length) / (relative ? Math.max(1e-9, Math.sqrt(centre / length)) : 1);
}
