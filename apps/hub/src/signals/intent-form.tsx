"use client";

import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { percent } from "../ui/figures.ts";
import { intentMeaning, knownIntents } from "./known-intents.ts";
import { instantOf } from "./local-instant.ts";

type Props = { readonly fleetId: string };

/** Declares one intent: which, how much, from when until when, and for what. */
export function IntentForm({ fleetId }: Props) {
  const id = useId();
  const [name, setName] = useState("prepare_for_surge");
  const [weight, setWeight] = useState(1);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [target, setTarget] = useState("");
  const declare = useFleetCommand(fleetId, () =>
    trpc.declareIntent.mutate({
      fleetId,
      name,
      weight,
      from: instantOf(from),
      until: instantOf(until),
      target: target.trim() === "" ? null : target.trim(),
    }),
  );
  return (
    <form
      className="card-body tell-form"
      aria-label="Declare an intent"
      onSubmit={(event) => {
        event.preventDefault();
        declare.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>Intent</label>
        <input
          id={`${id}-name`}
          className="input mono"
          list={`${id}-known`}
          value={name}
          required
          pattern="[a-z][a-z0-9]*(_[a-z0-9]+)*"
          title="lower-case words joined by underscores"
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id={`${id}-known`}>
          {knownIntents.map(([known, meaning]) => (
            <option key={known} value={known}>
              {meaning}
            </option>
          ))}
        </datalist>
        <span className="hint">{intentMeaning(name) || "a word of your own: a Persona must listen to it"}</span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-weight`}>Weight, {percent(weight)}</label>
        <input
          id={`${id}-weight`}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={weight}
          onChange={(event) => setWeight(Number(event.target.value))}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-from`}>From</label>
        <input
          id={`${id}-from`}
          className="input"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <span className="hint">empty: now</span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-until`}>Until</label>
        <input
          id={`${id}-until`}
          className="input"
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <span className="hint">empty: until somebody ends it</span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-target`}>For</label>
        <input
          id={`${id}-target`}
          className="input"
          value={target}
          maxLength={200}
          placeholder="the spring sale"
          onChange={(event) => setTarget(event.target.value)}
        />
      </div>
      <button className="button button-primary" type="submit" disabled={declare.isPending}>
        {declare.isPending ? "Declaring…" : "Declare"}
      </button>
      {declare.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(declare.error)}
        </p>
      )}
    </form>
  );
}
