import type { FleetState, SettingsOverrides } from "./messages-from-hub.ts";

type State = Omit<FleetState, "type">;

/** A fleet's state in the shape that a version knows; unknown fields would be refused there. */
export function stateFor(version: number, state: State): State {
  if (version >= 2) return state;
  const { control, leadership: _since2, ...known } = state;
  // Version 1 has one switch: what it cannot express must still stop it.
  const stopped = control !== undefined && (control.killSwitch !== null || control.pauses.length > 0);
  const { assignment } = known;
  return {
    ...known,
    paused: known.paused || stopped,
    pausedUntil: stopped ? null : known.pausedUntil,
    assignment: assignment === null ? null : { ...assignment, settings: settingsOfVersion1(assignment.settings) },
  };
}

function settingsOfVersion1({
  stabilisationMs: _stabilisation,
  yieldMs: _yield,
  guardrail: _guardrail,
  ...known
}: SettingsOverrides): SettingsOverrides {
  return known;
}
