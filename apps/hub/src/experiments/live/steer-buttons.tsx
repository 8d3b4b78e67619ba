"use client";

import type { ExperimentView } from "@fleet-persona/hub-core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../../trpc/client.ts";
import { AskFirst } from "../../ui/ask-first.tsx";
import type { ButtonTone } from "../../ui/button-look.ts";
import { steeringsFor, steerWords } from "./steer-words.ts";
import type { Steering } from "./steer-words.ts";
import { experimentKey } from "./use-experiment.ts";

type Props = { readonly experiment: ExperimentView };

/** Pause, resume, stop, promote: each says what follows before it does it. */
export function SteerButtons({ experiment }: Props) {
  return steeringsFor(experiment).map((steering) => (
    <SteerButton key={steering} steering={steering} experiment={experiment} />
  ));
}

const tones: Record<Steering, ButtonTone> = { pause: "plain", resume: "primary", stop: "danger", promote: "primary" };

function SteerButton({ steering, experiment }: Props & { readonly steering: Steering }) {
  const queries = useQueryClient();
  const router = useRouter();
  const { experimentId } = experiment;
  const steer = async (reason: string): Promise<void> => {
    queries.setQueryData(experimentKey(experimentId), await tell(steering, { experimentId, reason }));
    router.refresh();
  };
  return <AskFirst {...steerWords(steering, experiment)} tone={tones[steering]} tell={steer} />;
}

type Input = Pick<ExperimentView, "experimentId"> & { readonly reason: string };

function tell(steering: Steering, input: Input): Promise<ExperimentView> {
  switch (steering) {
    case "pause":
      return trpc.pauseExperiment.mutate(input);
    case "resume":
      return trpc.resumeExperiment.mutate(input);
    case "stop":
      return trpc.stopExperiment.mutate(input);
    case "promote":
      return trpc.promoteWinner.mutate(input);
    default:
      return steering satisfies never;
  }
}
