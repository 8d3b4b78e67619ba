import type { HostStatus } from "./messages-from-agent.ts";
import type { FleetState, SettingsOverrides } from "./messages-from-hub.ts";

type State = Omit<FleetState, "type">;
type Status = Omit<HostStatus, "type">;

/** A fleet's state in the shape that a version knows; unknown fields would be refused there. */
export function stateFor(version: number, state: State): State {
  if (version >= 3) return state;
  return version === 2 ? stateForVersion2(state) : stateForVersion1(stateForVersion2(state));
}

/** A host's status in the shape that a version knows. */
export function statusFor(version: number, status: Status): Status {
  if (version >= 3) return status;
  const { revocation: _since3, ...known } = status;
  return known;
}

// Version 2 has one way to the safe configuration: what it cannot express must still stop it, at once and all hosts alike.
function stateForVersion2({ revocations = [], ...known }: State): State {
  const revoked = revocations.find(({ digest }) => digest === known.assignment?.digest);
  const { control } = known;
  if (revoked === undefined || control === undefined || control.killSwitch !== null) return known;
  const { since, reason } = revoked;
  const said = `its Persona was revoked: ${reason}`.slice(0, 500);
  return { ...known, control: { ...control, killSwitch: { since, by: "the hub", reason: said } } };
}

function stateForVersion1(state: State): State {
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
