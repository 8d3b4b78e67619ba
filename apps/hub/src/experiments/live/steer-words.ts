import type { ExperimentView } from "@fleet-persona/hub-core";

export type Steering = "pause" | "resume" | "stop" | "promote";

type Said = {
  /** On the button. */
  readonly label: string;
  readonly question: string;
  /** What it does, in full. */
  readonly consequence: string;
  /** On the button that does it. */
  readonly yes: string;
  readonly no: string;
};

type Subject = Pick<ExperimentView, "name" | "status" | "fleetName" | "armViews" | "verdict" | "plan" | "conclusion">;

/** What can be done to it now, in the order of the buttons. */
export function steeringsFor({ status }: Pick<ExperimentView, "status">): readonly Steering[] {
  switch (status) {
    case "aa":
    case "running":
    case "confirming":
      return ["pause", "stop"];
    case "holdout":
      return ["stop"];
    case "paused":
      return ["resume", "stop"];
    case "awaiting-promotion":
      return ["promote", "stop"];
    case "draft":
    case "promoted":
    case "concluded":
    case "rolled-back":
    case "stopped":
      return [];
    default:
      return status satisfies never;
  }
}

/** What a button says, and what it says before it does it. */
export function steerWords(steering: Steering, subject: Subject): Said {
  const { name, fleetName } = subject;
  const control = subject.armViews.find(({ isControl }) => isControl);
  switch (steering) {
    case "pause":
      return {
        label: "Pause…",
        question: `Pause ${name}?`,
        consequence: `Every host of ${fleetName} goes back to what is in charge within seconds, and nothing is measured until somebody resumes it. What was measured stays.`,
        yes: "Pause it",
        no: "Let it run",
      };
    case "resume":
      return {
        label: "Resume…",
        question: `Resume ${name}?`,
        consequence: `Hosts take up their arms again where it was paused, and measuring goes on. After a fault its figures begin anew.`,
        yes: "Resume it",
        no: "Leave it paused",
      };
    case "stop":
      return stopWords(subject, control?.runs ?? "what was in charge");
    case "promote":
      return promoteWords(subject);
    default:
      return steering satisfies never;
  }
}

function stopWords({ name, status, fleetName }: Subject, before: string): Said {
  if (status === "holdout")
    return {
      label: "End the holdout…",
      question: `End the holdout of ${name}?`,
      consequence: `Only the measuring ends: what was promoted stays in charge, and the hosts that were held out follow it. You cannot take this back.`,
      yes: "End the holdout",
      no: "Go on measuring",
    };
  return {
    label: "Stop…",
    question: `Stop ${name} and go back to what was?`,
    consequence: `Every host of ${fleetName} runs ${before} again within seconds. The experiment is over and cannot be resumed; what was measured stays on this page.`,
    yes: "Stop and go back to what was",
    no: "Let it run",
  };
}

function promoteWords({ armViews, verdict, fleetName, plan }: Subject): Said {
  const winner = armViews.find(({ name, isControl }) => name === verdict?.arm && !isControl);
  const title = winner?.title ?? "the winner";
  const { percent, days } = plan.holdout;
  const held =
    percent > 0 && days > 0
      ? ` ${percent} % of the units stay on the control for ${days} days, to see that it lasts.`
      : "";
  return {
    label: `Promote ${title}…`,
    question: `Put ${title} in charge of ${fleetName}?`,
    consequence: `${winner === undefined ? "It" : `${capital(winner.runs)},`} becomes what all hosts of ${fleetName} run, as a new version of the fleet's document.${held}`,
    yes: `Promote ${title}`,
    no: "Not yet",
  };
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
