import { existsSync, statSync } from "node:fs";
import { wholeNumber, type Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";
import { readProject } from "../project/read-project.ts";
import { breed } from "../training/breed.ts";
import { planOf, weightsPath } from "../training/training-plan.ts";
import type { World } from "../world.ts";
import { runTraining } from "./train-command.ts";

// Runs whose networks are of the kind that is bred.
const ANCESTORS = ["ppo", "clone"];

/** `persona evolve DIR`. */
export async function evolveCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const read = readProject(folder);
  const { training } = read.project;
  const settings = {
    population: wholeNumber(given, "population", 4, training.evolve.population),
    generations: wholeNumber(given, "generations", 1, training.evolve.generations),
  };
  const plan = planOf(read, {
    algorithm: "evolve",
    seed: wholeNumber(given, "seed", 0, training.seed),
    steps: settings.generations,
    from: given.from ?? latestRun(folder),
    more: JSON.stringify(settings),
  });
  return runTraining({ given, world, read, plan, trainer: (request) => breed(request, settings) });
}

/** The run that ended last, of those that can be bred from. */
function latestRun(folder: string): string {
  const ended = ANCESTORS.filter((name) => existsSync(weightsPath(folder, name)));
  const [latest] = ended.toSorted(
    (a, b) => statSync(weightsPath(folder, b)).mtimeMs - statSync(weightsPath(folder, a)).mtimeMs,
  );
  if (latest !== undefined) return latest;
  throw new PersonaCliError(
    "file-wrong",
    `There is no finished run to breed from: \`persona train ${folder} --algorithm clone\` makes one.`,
    {
      code: "run-missing",
    },
  );
}
