import { FRAME_KINDS, type DataFrame } from "./frame.ts";
import type { HostStatus } from "./messages-from-agent.ts";
import type { FleetState, SettingsOverrides } from "./messages-from-hub.ts";
import { decodeDecisionRecord, encodeRecord } from "./records.ts";

type State = Omit<FleetState, "type">;
type Status = Omit<HostStatus, "type">;

/** A fleet's state in the shape that a version knows; unknown fields would be refused there. */
export function stateFor(version: number, state: State): State {
  if (version >= 4) return state;
  const known3 = stateForVersion3(state);
  if (version === 3) return known3;
  const known2 = stateForVersion2(known3);
  return version === 2 ? known2 : stateForVersion1(known2);
}

/** A host's status in the shape that a version knows. */
export function statusFor(version: number, status: Status): Status {
  if (version >= 4) return status;
  const { experiment: _since4, ...known3 } = status;
  if (version === 3) return known3;
  const { revocation: _since3, ...known2 } = known3;
  return known2;
}

/** A frame in the shape that a version knows: an outbox may hold decisions from before its hub was set back to an older build. */
export function frameFor(version: number, frame: DataFrame): DataFrame {
  if (version >= 4 || frame.kind !== FRAME_KINDS.decision) return frame;
  const decoded = decodeDecisionRecord(frame.payload);
  if (decoded.kind !== "record" || decoded.record.experiment === undefined) return frame;
  const { experiment: _since4, ...known } = decoded.record;
  return { ...frame, payload: encodeRecord(known) };
}

// Version 3 knows no experiments: it runs the arm's Persona, and a floor that no confidence reaches leaves it to its fallback.
function stateForVersion3(state: State): State {
  const { assignment } = state;
  if (assignment === null) return state;
  const { experiment, settings, ...known } = assignment;
  const { decider, ...dials } = settings;
  if (experiment === undefined && decider === undefined) return state;
  const asked = decider === "fallback" ? { ...dials, confidenceFloor: 1 } : dials;
  return { ...state, assignment: { ...known, settings: asked } };
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
