import { LearningError, type LearningErrorCode } from "../errors.ts";
import type { ActionHead, Environment } from "./environment.ts";
import type { Episode } from "./slot.ts";
import { type LocalVectorEnvironment, vectorise, type VectorEnvironment } from "./vectorise.ts";
import type { VectorRequest, VectorState } from "./vectorise.ts";

/** What a lane is asked: to make its environments, to step them, or to say where they stand. */
export type LaneRequest =
  | { readonly kind: "open"; readonly request: VectorRequest }
  | { readonly kind: "step"; readonly actions: Float32Array }
  | { readonly kind: "save" };

type Standing = Pick<VectorEnvironment, "observations" | "finalObservations" | "rewards" | "terminated" | "truncated">;

/** What a lane answers; both are plain data that can be cloned from thread to thread. */
export type LaneAnswer =
  | {
      readonly kind: "opened";
      readonly observationSize: number;
      readonly heads: readonly ActionHead[];
      readonly standing: Standing;
    }
  | { readonly kind: "stepped"; readonly standing: Standing; readonly episodes: readonly Episode[] }
  | { readonly kind: "saved"; readonly state: VectorState }
  | { readonly kind: "refused"; readonly code: LearningErrorCode; readonly message: string };

/** The port to a thread or process that has environments: a question there, its answer back. */
export type Lane = (request: LaneRequest) => Promise<LaneAnswer>;

/** The other end of a lane: answers questions about environments made where it runs. */
export function serveLane(make: (index: number) => Environment): (request: LaneRequest) => LaneAnswer {
  let vector: LocalVectorEnvironment | null = null;
  return (request) => {
    try {
      if (request.kind === "open") {
        vector = vectorise(make, request.request);
        const { observationSize, heads } = vector;
        return { kind: "opened", observationSize, heads, standing: standingOf(vector) };
      }
      if (vector === null) throw new LearningError("settings-invalid", "a lane is opened before it is asked");
      if (request.kind === "save") return { kind: "saved", state: vector.save() };
      const episodes = vector.step(request.actions);
      return { kind: "stepped", standing: standingOf(vector), episodes };
    } catch (error) {
      if (!(error instanceof LearningError)) throw error;
      return { kind: "refused", code: error.code, message: error.message };
    }
  };
}

/**
 * Environments spread evenly over lanes and stepped at the same time. How many lanes there are changes nothing but how
 * long it takes.
 */
export async function vectoriseAcross(lanes: readonly Lane[], request: VectorRequest): Promise<VectorEnvironment> {
  const { count, seed, from } = request;
  const used = lanes.slice(0, count).map((lane, at, all) => {
    const first = Math.floor((at * count) / all.length);
    return { lane, first, end: Math.floor(((at + 1) * count) / all.length) };
  });
  const opened = await Promise.all(
    used.map(async ({ lane, first, end }) => {
      const state = from && { episodes: from.episodes.slice(first, end), actions: from.actions.slice(first, end) };
      const part: VectorRequest = { count: end - first, seed, first, ...(state && { from: state }) };
      return expectAnswer(await lane({ kind: "open", request: part }), "opened");
    }),
  );
  const [any] = opened;
  if (any === undefined) throw new LearningError("settings-invalid", "there is no lane to step environments in");
  const { observationSize, heads } = any;
  const whole: Standing = {
    observations: new Float32Array(count * observationSize),
    finalObservations: new Float32Array(count * observationSize),
    rewards: new Float32Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
  };
  const take = (standing: Standing, first: number): void => {
    whole.observations.set(standing.observations, first * observationSize);
    whole.finalObservations.set(standing.finalObservations, first * observationSize);
    for (const name of ["rewards", "terminated", "truncated"] as const) whole[name].set(standing[name], first);
  };
  for (const [at, { standing }] of opened.entries()) take(standing, used[at]?.first ?? 0);
  return {
    count,
    observationSize,
    heads,
    ...whole,
    async step(actions) {
      const stepped = await Promise.all(
        used.map(async ({ lane, first, end }) => {
          const own = actions.slice(first * heads.length, end * heads.length);
          const { standing, episodes } = expectAnswer(await lane({ kind: "step", actions: own }), "stepped");
          take(standing, first);
          return episodes;
        }),
      );
      return stepped.flat();
    },
    async save() {
      const saved = await Promise.all(used.map(({ lane }) => lane({ kind: "save" })));
      const states = saved.map((answer) => expectAnswer(answer, "saved").state);
      return {
        episodes: states.flatMap(({ episodes }) => episodes),
        actions: states.flatMap(({ actions }) => actions),
      };
    },
  };
}

function expectAnswer<Kind extends LaneAnswer["kind"]>(
  answer: LaneAnswer,
  kind: Kind,
): Extract<LaneAnswer, { kind: Kind }> {
  if (answer.kind === "refused") throw new LearningError(answer.code, answer.message);
  if (answer.kind !== kind) throw new LearningError("settings-invalid", `a lane answered "${answer.kind}" out of turn`);
  return answer as Extract<LaneAnswer, { kind: Kind }>;
}

function standingOf({ observations, finalObservations, rewards, terminated, truncated }: Standing): Standing {
  return { observations, finalObservations, rewards, terminated, truncated };
}
