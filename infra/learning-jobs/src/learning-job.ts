import type {
  ForesightSettings,
  GenomeJob,
  LoggedEpisode,
  ParentVersion,
  RefineSettings,
  TaskDescription,
} from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import type { RatePoint } from "@fleet-persona/simulator";

/** A Persona that is to be run: its network in base64, and what the engine is told of its manifest. */
export type PersonaPart = Pick<Manifest, "attributes" | "triggers" | "adaptation"> & {
  readonly name: string;
  readonly model: string;
  readonly inputs: Manifest["policy"]["inputs"]["signals"];
  readonly claimedConfidence: number;
};

/** Who steers: a baseline by its name, or a Persona. */
export type PolicyPart =
  | { readonly kind: "baseline"; readonly name: string }
  | ({ readonly kind: "persona" } & PersonaPart);

/**
 * What is met: the task's own scenario of the seed, a recorded trace on the task's fleet, or the traffic of a day that many hosts share: the
 * task's of that number, on a host whose requests cost `service` times as much; the seed is of its single arrivals.
 */
export type ScenarioPart =
  | { readonly kind: "task"; readonly name: string }
  | { readonly kind: "day"; readonly name: string; readonly day: number; readonly service: number }
  | { readonly kind: "trace"; readonly name: string; readonly points: readonly RatePoint[]; readonly seconds: number };

/**
 * Who steers while a teacher says what would be right: the teacher itself, somebody who is right but now and then does what a baseline
 * would for so much of the time, or the pupil.
 */
export type RecordedActor =
  | { readonly kind: "teacher" }
  | { readonly kind: "clumsy"; readonly whims: string; readonly share: number }
  | ({ readonly kind: "persona" } & PersonaPart);

/** Who says what would be right: one who sizes for the traffic to come, as those settings say, or one who tries what would happen. */
export type Teacher = ({ readonly kind: "foresight" } & Partial<ForesightSettings>) | { readonly kind: "oracle" };

/** One piece of learning that stands alone, as plain JSON: any process gives the same answer, in any order. */
export type LearningJob =
  | {
      readonly kind: "evaluate";
      readonly task: TaskDescription;
      readonly policy: PolicyPart;
      readonly scenario: ScenarioPart;
      readonly seed: number;
      readonly keepSeries: boolean;
    }
  | {
      readonly kind: "record";
      readonly task: TaskDescription;
      readonly teacher: Teacher;
      readonly actor: RecordedActor;
      readonly seed: number;
      readonly episode: number;
      readonly discount: number;
    }
  | { readonly kind: "judge"; readonly genome: GenomeJob }
  | {
      readonly kind: "explore";
      readonly task: TaskDescription;
      readonly policy: PersonaPart;
      /** Whose journal it is. */
      readonly of: Pick<LoggedEpisode, "tenant" | "host" | "experiment" | "persona">;
      readonly everyMs: number;
      readonly seed: number;
    }
  | {
      readonly kind: "refine";
      /** The network in base64, the dataset's bytes too. */
      readonly parent: Omit<ParentVersion, "policy"> & { readonly policy: string };
      readonly dataset: string;
      readonly settings: RefineSettings;
      readonly seed: number;
      readonly date: string;
    };
