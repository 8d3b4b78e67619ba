import type { Fallback } from "@fleet-persona/engine";
import type { InputSignal } from "@fleet-persona/persona";
import { BoundControl } from "./bound-control.tsx";
import { DialControl } from "./dial-control.tsx";
import { changeCount, type PauseChoice } from "./scenario.ts";
import { SignalControl } from "./signal-control.tsx";
import type { Moment } from "./situation-of.ts";
import { SwitchControl } from "./switch-control.tsx";
import type { ScenarioState } from "./use-scenario.ts";
import styles from "./what-if.module.css";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = { readonly moment: Moment; readonly state: ScenarioState };
type FormProps = Props & { readonly sentence: string };

/** Everything that can be changed about a moment. */
export function ScenarioForm({ moment, state, sentence }: FormProps) {
  const count = changeCount(state.scenario);
  return (
    <form className={styles["form"]} aria-label="What if" onSubmit={(event) => event.preventDefault()}>
      <div className={styles["formHead"]}>
        <h3>What if…</h3>
        <Button tone="quiet" disabled={count === 0} onClick={state.reset}>
          {count === 0 ? "Nothing changed" : `Reset ${count} ${count === 1 ? "change" : "changes"}`}
        </Button>
      </div>
      <Signals moment={moment} state={state} />
      <Limits moment={moment} state={state} />
      <Settings moment={moment} state={state} />
      <People moment={moment} state={state} />
      {/* Where the answer is out of sight, its sentence stays in it. */}
      <p className={styles["summary"]} aria-hidden="true">
        {sentence}
      </p>
    </form>
  );
}

const families = ["performance", "behaviour", "business", "external", "intent"] as const;
const isDerived = ({ name }: InputSignal) => /\.(?:trend|forecast_|persistence_)/.test(name);

function Signals({ moment, state }: Props) {
  const { inputs } = moment.manifest.policy;
  const measured = families.flatMap((family) =>
    inputs.signals.filter((input) => input.family === family && !isDerived(input)),
  );
  const derived = inputs.signals.filter(isDerived);
  const unknown = inputs.signals.filter(({ name }) => !(name in moment.replay.signals));
  const kept = unknown.filter(({ name }) => !(name in moment.recorded.signals)).length;
  return (
    <>
      <details className={styles["group"]} open>
        <summary>Signals</summary>
        {unknown.length > 0 && (
          <Notice tone="warn">
            {unknown.length} of {inputs.signals.length} signals are not in the record
            {kept > 0
              ? `, ${kept} of them because the host keeps them to itself: this is a reconstruction.`
              : ": they were not usable then."}
          </Notice>
        )}
        <p className={styles["legend"]}>
          <span className={styles["trainedKey"]} aria-hidden="true" /> the 1st to 99th percentile of training
        </p>
        {measured.map((input) => (
          <SignalControl key={input.name} {...{ input, moment, state }} />
        ))}
      </details>
      {derived.length > 0 && (
        <details className={styles["group"]} open={derived.some(({ name }) => name in state.scenario.signals)}>
          <summary>Trends and forecasts ({derived.length})</summary>
          <p className="text-muted text-12">Inputs of their own: they do not follow the signal they were made from.</p>
          {derived.map((input) => (
            <SignalControl key={input.name} {...{ input, moment, state }} />
          ))}
        </details>
      )}
    </>
  );
}

function Limits({ moment, state }: Props) {
  return (
    <details className={styles["group"]} open>
      <summary>Bounds</summary>
      {moment.manifest.attributes
        .filter(({ name }) => moment.replay.steerable.includes(name))
        .map((attribute) => (
          <BoundControl
            key={attribute.name}
            attribute={attribute}
            then={moment.replay.bounds[attribute.name]}
            now={state.scenario.bounds[attribute.name]}
            set={(bound) => state.setBound(attribute.name, bound)}
          />
        ))}
    </details>
  );
}

const dials = [
  ["riskTolerance", "Risk tolerance", "the most one decision may move, as a share of a range", 0, 1, 0.01],
  ["adjustmentFactor", "Adjustment factor", "how much of a deviation one decision may close", 0, 10, 0.1],
  ["confidenceFloor", "Confidence floor", "below it the fallback decides", 0, 1, 0.01],
] as const;

function Settings({ moment, state }: Props) {
  const { settings } = moment.replay;
  return (
    <details className={styles["group"]} open>
      <summary>Settings</summary>
      {dials.map(([field, label, meaning, min, max, step]) => (
        <DialControl
          key={field}
          {...{ label, meaning, min, step }}
          max={Math.max(max, settings[field])}
          then={settings[field]}
          now={state.scenario[field]}
          set={(value) => state.change({ [field]: value })}
        />
      ))}
      <SwitchControl<Fallback>
        label="Fallback"
        choices={[
          ["reactive", "Reactive rule"],
          ["hold", "Hold"],
          ["safe", "Safe"],
        ]}
        then={settings.fallback}
        now={state.scenario.fallback}
        set={(fallback) => state.change({ fallback })}
      />
    </details>
  );
}

function People({ moment, state }: Props) {
  const { controls } = moment.replay;
  const pauses = controls.pauses ?? [];
  const scopes = pauses.map(({ scope }) => (scope.kind === "direction" ? scope.direction : "all"));
  return (
    <details className={styles["group"]} open>
      <summary>What people say</summary>
      <SwitchControl<PauseChoice>
        label="Pause"
        choices={[
          ["none", "None"],
          ["all", "Everything"],
          ["grow", "Growing"],
          ["shrink", "Shrinking"],
        ]}
        then={scopes[0] ?? "none"}
        now={state.scenario.pause}
        set={(pause) => state.change({ pause })}
      />
      <SwitchControl<"off" | "on">
        label="Freeze window"
        choices={[
          ["off", "Open"],
          ["on", "Frozen"],
        ]}
        then={moment.recorded.frozenBy === null || moment.recorded.frozenBy === undefined ? "off" : "on"}
        now={asSwitch(state.scenario.freeze)}
        set={(choice) => state.change({ freeze: choice === undefined ? undefined : choice === "on" })}
      />
      <SwitchControl<"off" | "on">
        label="Kill switch"
        choices={[
          ["off", "Released"],
          ["on", "Engaged"],
        ]}
        then={(controls.killSwitch ?? null) === null ? "off" : "on"}
        now={asSwitch(state.scenario.kill)}
        set={(choice) => state.change({ kill: choice === undefined ? undefined : choice === "on" })}
      />
    </details>
  );
}

function asSwitch(on: boolean | undefined): "off" | "on" | undefined {
  return on === undefined ? undefined : on ? "on" : "off";
}
