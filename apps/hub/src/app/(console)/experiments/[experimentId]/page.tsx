import { experimentIdSchema, getExperiment, previewPower } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExperimentPage } from "../../../../experiments/live/experiment-page.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";

type Props = { readonly params: Promise<{ readonly experimentId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const parsed = experimentIdSchema.safeParse((await params).experimentId);
  if (!parsed.success) return { title: "Experiment" };
  return { title: (await ask(getExperiment, { experimentId: parsed.data })).name };
}

export default async function Experiment({ params }: Props) {
  const parsed = experimentIdSchema.safeParse((await params).experimentId);
  if (!parsed.success) notFound();
  const [experiment, { actor }] = await Promise.all([
    ask(getExperiment, { experimentId: parsed.data }),
    requireSession(),
  ]);
  const { status, fleetId, plan } = experiment;
  const obstacles = status === "draft" ? (await ask(previewPower, { fleetId, plan })).obstacles : [];
  return <ExperimentPage initial={experiment} role={actor.role} obstacles={obstacles} />;
}
