import { demoAttributes } from "@fleet-persona/demo-fleet";
import { below, type Random, uniform } from "@fleet-persona/learning";
import type { Signals } from "@fleet-persona/engine";
import { type Configuration, fromUnit, toUnit } from "@fleet-persona/persona";

/**
 * Who steers while the teacher looks on. A clone of one who is always right never learns to recover, so most
 * episodes are steered by someone worse: late, careless, or not at all.
 */
export type ActorKind = "expert" | "late" | "careless" | "default";

/** One second as an actor sees it: `t` since the trace began, `now` in ms since the epoch, the teacher's wish. */
export type Moment = {
  readonly t: number;
  readonly now: number;
  readonly wanted: Configuration;
  readonly current: Configuration;
  readonly signals: Signals;
};

export type Actor = { act(moment: Moment): Configuration | Promise<Configuration> };

const PLAN: readonly ActorKind[] = ["expert", "careless", "late", "careless", "expert", "default", "careless", "late"];

/** Takes turns, so that every short run of episodes has seen each of them. */
export function actorKindOf(episode: number): ActorKind {
  return PLAN[episode % PLAN.length] ?? "expert";
}

export function actorOf(kind: ActorKind, random: Random): Actor {
  switch (kind) {
    case "expert":
      return { act: ({ wanted }) => wanted };
    case "late":
      return late(2 + below(random, 5));
    case "careless":
      return careless(random);
    case "default":
      return { act: ({ current }) => current };
    default:
      return kind satisfies never;
  }
}

/** Does what was right some seconds ago. */
function late(delayS: number): Actor {
  const past: { t: number; wanted: Configuration }[] = [];
  return {
    act({ t, wanted, current }) {
      past.push({ t, wanted });
      return past.findLast((entry) => entry.t <= t - delayS)?.wanted ?? current;
    },
  };
}

const MEAN_SPELL_S = 12;
const SPELL_S = { least: 3, more: 6 };

/** Does what is right, but now and then tries something else for a few seconds. */
function careless(random: Random): Actor {
  let whim: Configuration | null = null;
  let until = 0;
  return {
    act({ t, wanted }) {
      if (t >= until) whim = null;
      if (whim === null && uniform(random) < 1 / MEAN_SPELL_S) {
        whim = perturbed(wanted, random);
        until = t + SPELL_S.least + SPELL_S.more * uniform(random);
      }
      return whim ?? wanted;
    },
  };
}

/** Numbers moved by up to a third of their range, choices now and then another one. */
function perturbed(from: Configuration, random: Random): Configuration {
  return Object.fromEntries(
    demoAttributes.map((attribute) => {
      const value = from[attribute.name] ?? attribute.default;
      if (attribute.kind === "categorical") {
        const other = attribute.choices[below(random, attribute.choices.length)] ?? value;
        return [attribute.name, uniform(random) < 0.5 ? value : other];
      }
      if (attribute.kind === "boolean") return [attribute.name, value];
      return [attribute.name, fromUnit(attribute, toUnit(attribute, Number(value)) + (2 * uniform(random) - 1) / 3)];
    }),
  );
}
