import {
  ancestorOf,
  evolve,
  genomeJob,
  genomeLayout,
  INITIAL_STRENGTH,
  judgementOf,
  type Candidate,
  type GenerationReport,
  type Judgement,
} from "@fleet-persona/learning";
import { joined, type CurveRow } from "./curve.ts";
import type { Trained, Training } from "./trained.ts";

export type BreedingSettings = { readonly population: number; readonly generations: number };

/** Breeds from the weights it began with; genomes are judged wherever the runner's jobs are done. */
export async function breed(training: Training, { population, generations }: BreedingSettings): Promise<Trained> {
  const { task, project, plan, resume, runner, progress, keep, stopped, signal } = training;
  const { hidden, evolve: settings } = project.training;
  const before = resume?.header.curve ?? [];
  const rows: CurveRow[] = [];
  const curve = (): CurveRow[] => joined(before, rows);
  const show = (judged: number): void => {
    const done = curve().length;
    const { best, mean, diversity } = curve().at(-1) ?? {};
    const figures = [
      ...(best === undefined ? [] : [`best ${best.toFixed(1)}`]),
      ...(mean === undefined ? [] : [`mean ${mean.toFixed(1)}`]),
      ...(diversity === undefined ? [] : [`diversity ${diversity.toFixed(3)}`]),
      ...(judged > 0 ? [`judged ${judged} of ${population}`] : []),
    ];
    progress.show({
      task: "breeding",
      done,
      of: generations,
      unit: "generations",
      figures,
      event: { ...curve().at(-1) },
    });
  };
  const evaluate = async (candidates: readonly Candidate[]): Promise<readonly Judgement[]> => {
    const jobs = candidates.map((candidate) => ({
      kind: "judge" as const,
      genome: genomeJob({ task, hidden }, candidate),
    }));
    return (await runner.run<"judge">(jobs, { signal, onDone: show })).map(judgementOf);
  };
  const { best } = await evolve({
    ancestor: ancestorOf(task, plan.from?.weights ?? new Float32Array(0), INITIAL_STRENGTH),
    layout: genomeLayout({ task, hidden }),
    // The reward is what is wanted, not something to breed until it is easy.
    genes: { reward: false },
    settings: { population, generations, scenarios: settings.episodes },
    seed: plan.seed,
    evaluate,
    onGeneration(report) {
      rows.push(rowOf(report));
      show(0);
    },
    onCheckpoint: async (bytes) => keep(bytes, curve()),
    ...(resume === null ? {} : { resume: resume.payload }),
    stop: stopped,
  });
  const { weights, adaptation, triggers } = best;
  return { weights, curve: curve(), ended: curve().length >= generations, bred: { adaptation, triggers } };
}

function rowOf({ generation, best, mean, worst, diversity }: GenerationReport): CurveRow {
  return { step: generation + 1, best, mean, worst, diversity };
}
