import type { VerifiedPersona } from "@fleet-persona/persona";
import type { Assignment, EventRecord, FleetState } from "@fleet-persona/protocol";
import { AgentError, messageOf } from "../agent-error.ts";
import type { RunningPersona } from "../loop/running-persona.ts";
import { LoadedPolicies } from "../policy/loaded-policies.ts";
import type { PolicyRuntime } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import type { AgreedInstall, InstallRefusedHere } from "../trust/fetch-install.ts";
import type { InstallSource } from "../trust/install-source.ts";
import type { TrustDesk } from "../trust/trust-desk.ts";
import { armAfter, armEvents, keptAfter, withoutExperiment } from "./arms.ts";
import { readStanding, writeStanding, type Standing } from "./assignment-file.ts";
import {
  blockedEvent,
  installedEvent,
  modeEvent,
  refusedEvent,
  revokedEvent,
  rolledBackEvent,
  type Refusal,
} from "./persona-events.ts";
import { readBundle, removeOtherBundles, storeBundle } from "./persona-folder.ts";
import { personaReport, shownState, type PersonaReport } from "./persona-report.ts";
import { mayStillAgree, refusalKey, revokedBefore, rolledBackBefore } from "./refusals.ts";
import { revocationOf, withdrawnPolicy, withRevocations, type KeptRevocation } from "./revocations.ts";

export type PersonaStoreDeps = Readonly<{
  folder: Pick<StateFolder, "personas" | "assignment">;
  trust: TrustDesk;
  load: (persona: VerifiedPersona) => PolicyRuntime;
  emit: (event: EventRecord) => void;
  now: () => number;
}>;

/** `try-again`: it could not be had just now, or something that may change does not agree yet. */
export type Converged = "done" | "refused" | "try-again";

// A Persona that decided this often without failing is what the agent goes back to from then on.
const COMMIT_AFTER = 30;
const FAILURES_IN_A_ROW = 3;

/**
 * The Personas of one host: offered → fetched → verified → shadow | canary | active → committed, or refused with its
 * code while what runs stays untouched. One change at a time: callers await `converge`.
 */
export class PersonaStore {
  readonly standing: Standing;
  running: RunningPersona | undefined;
  report: PersonaReport | null = null;
  readonly #deps: PersonaStoreDeps;
  readonly #refused = new Map<string, Refusal>();
  readonly #policies: LoadedPolicies;
  #blockedBy = "";
  #proven = 0;
  #failing = 0;

  constructor(deps: PersonaStoreDeps) {
    this.#deps = deps;
    this.#policies = new LoadedPolicies(deps.load);
    this.standing = readStanding(deps.folder.assignment);
  }

  /** The revocation of what runs; undefined while nobody revoked it. */
  get revocation(): KeptRevocation | undefined {
    return revocationOf(this.standing.revoked, this.running?.persona.digest);
  }

  /** Keeps what people say about the fleet, so that a restart without a hub still knows it. */
  hear(state: Pick<FleetState, "paused" | "pausedUntil" | "control" | "revocations">): void {
    const { standing } = this;
    const { paused, pausedUntil, control = null, revocations = [] } = state;
    const known = this.revocation;
    const revoked = withRevocations(standing.revoked, revocations, this.#deps.now());
    const before = JSON.stringify([standing.paused, standing.pausedUntil, standing.control, standing.revoked]);
    if (before === JSON.stringify([paused, pausedUntil, control, revoked])) return;
    [standing.paused, standing.pausedUntil, standing.control] = [paused, pausedUntil, control];
    standing.revoked = [...revoked];
    this.#save();
    if (known === undefined) this.#withdraw();
  }

  /** Loads what ran before, from disk alone, checking signature and digests again; else the last known good. */
  restore(): void {
    const { inForce, lastKnownGood, revoked } = this.standing;
    for (const assignment of [inForce, lastKnownGood]) {
      if (assignment === null || this.running !== undefined) continue;
      // What was in force is still left step by step; nobody goes back to what was revoked.
      if (assignment !== inForce && revocationOf(revoked, assignment.digest) !== undefined) continue;
      const refusal = this.#loadFromDisk(assignment === inForce ? assignment : withoutExperiment(assignment));
      if (refusal !== undefined) this.#tellRefused(assignment, refusal);
    }
  }

  /** Lets go of every policy that is loaded: the process ends. */
  release(): void {
    this.#policies.keepOnly(undefined, []);
  }

  /** Moves towards an assignment. The running Persona stays untouched unless the new one is verified and loaded. */
  async converge(assignment: Assignment | null, source: InstallSource): Promise<Converged> {
    if (assignment === null) return this.#unload();
    if (this.running?.persona.digest === assignment.digest) return this.#adopt(assignment);
    const known = this.#refused.get(refusalKey(assignment)) ?? rolledBackBefore(this.standing, assignment);
    if (known !== undefined) {
      this.#say(assignment, "failed", known);
      return "refused";
    }
    const revoked = revokedBefore(this.standing, assignment);
    if (revoked !== undefined) return this.#refuse(assignment, revoked);
    if (this.#switch(assignment)) return "done";
    if (this.#blockedBy === "") this.#say(assignment, "offered");
    const fetched = await this.#deps.trust.offer(assignment, source);
    if (fetched.kind === "unavailable") return "try-again";
    if (fetched.kind === "agreed") return this.#install(assignment, fetched);
    return mayStillAgree(fetched) ? this.#wait(assignment, fetched) : this.#refuse(assignment, fetched);
  }

  /** Whether the policy gave something usable at one decision; enough of them commit it, three failures take it back. */
  judge(policyWorked: boolean): void {
    const { running, standing } = this;
    if (running === undefined || this.revocation !== undefined) return;
    this.#failing = policyWorked ? 0 : this.#failing + 1;
    this.#proven += policyWorked ? 1 : 0;
    if (policyWorked && this.#proven === COMMIT_AFTER) this.#commit(running);
    const good = standing.lastKnownGood;
    if (this.#failing < FAILURES_IN_A_ROW || this.#proven >= COMMIT_AFTER || good === null) return;
    if (revokedBefore(standing, good) !== undefined) return;
    const bad = running.assignment;
    const back = withoutExperiment(good);
    if (this.#loadFromDisk(back) !== undefined) return;
    standing.rolledBack.push(bad.digest);
    [standing.inForce, standing.lastKnownGood] = [back, null];
    this.#save();
    this.#deps.emit(rolledBackEvent(bad, good));
  }

  #install(assignment: Assignment, agreed: AgreedInstall): Converged {
    this.#blockedBy = "";
    this.#say(assignment, "verified");
    // It may have been revoked while it was being fetched.
    const revoked = revokedBefore(this.standing, assignment);
    if (revoked !== undefined) return this.#refuse(assignment, revoked);
    const { folder, trust, emit } = this.#deps;
    const { persona, confidence } = agreed;
    const policy = this.#tryLoad(persona);
    if ("code" in policy) return this.#refuse(assignment, policy);
    storeBundle(folder.personas, assignment.digest, agreed.files);
    trust.keep(assignment, agreed);
    this.#putInForce(assignment);
    emit(installedEvent(this.#swap({ persona, policy, assignment, confidence })));
    return "done";
  }

  // To an arm that ran here, or back from one: verified anew like at any load, and its lease looked at, without asking anybody.
  #switch(assignment: Assignment): boolean {
    if (!this.standing.kept.includes(assignment.digest)) return false;
    if (!this.#deps.trust.leaseStands(assignment.personaId)) return false;
    const before = this.running;
    if (this.#loadFromDisk(assignment) !== undefined) return false;
    this.#putInForce(assignment, before);
    return true;
  }

  #putInForce(assignment: Assignment, before = this.running): void {
    const { standing } = this;
    const wasRevoked = revocationOf(standing.revoked, before?.persona.digest) !== undefined;
    if (before !== undefined) standing.lastKnownGood = wasRevoked ? null : before.assignment;
    standing.inForce = assignment;
    this.#save();
  }

  // Said once: it is asked again every few seconds.
  #wait(assignment: Assignment, refusal: InstallRefusedHere): Converged {
    this.#say(assignment, "offered", refusal);
    const blockedBy = `${refusalKey(assignment)} ${refusal.which} ${refusal.code}`;
    if (this.#blockedBy !== blockedBy) this.#deps.emit(blockedEvent(assignment, refusal, this.running));
    this.#blockedBy = blockedBy;
    return "try-again";
  }

  #loadFromDisk(assignment: Assignment): Refusal | undefined {
    const files = readBundle(this.#deps.folder.personas, assignment.digest);
    if (files === undefined) return { code: "file-missing", message: "its files are not on this host any more" };
    const loaded = this.#deps.trust.load(assignment, files);
    if (loaded.kind === "refused") return loaded;
    const { persona, confidence } = loaded;
    const policy = this.#tryLoad(persona);
    if ("code" in policy) return policy;
    this.#swap({ persona, policy, assignment, confidence });
    return undefined;
  }

  // A revoked Persona's policy is left at once; what it steers stays known, so that the host can go back from there.
  #withdraw(): void {
    const { running, revocation } = this;
    if (running === undefined || revocation === undefined) return;
    this.running = { ...running, policy: withdrawnPolicy };
    this.#policies.keepOnly(undefined, this.#waiting());
    this.#deps.emit(revokedEvent(running, revocation));
  }

  #tryLoad(persona: VerifiedPersona): PolicyRuntime | Refusal {
    if (revocationOf(this.standing.revoked, persona.digest) !== undefined) return withdrawnPolicy;
    try {
      return this.#policies.take(persona);
    } catch (error) {
      if (!(error instanceof AgentError)) throw error;
      return { code: error.detail ?? error.code, message: messageOf(error) };
    }
  }

  // The old session goes only after the new one stands; nothing between leaves the host without a policy.
  #swap(next: RunningPersona): RunningPersona {
    const before = this.running;
    this.running = next;
    [this.#proven, this.#failing] = [0, 0];
    this.#say(next.assignment, shownState(next.assignment));
    this.#enter(next.assignment, before);
    this.#policies.keepOnly(next.persona.digest, this.#waiting());
    return next;
  }

  // The arm that comes with an assignment, told once, and the bundles that stay here for it.
  #enter(assignment: Assignment | null, before: RunningPersona | undefined): void {
    const { standing } = this;
    const digests = [assignment?.digest, before?.persona.digest].filter((digest) => digest !== undefined);
    const arm = armAfter(standing.arm, assignment, this.#deps.now());
    const kept = keptAfter(standing.kept, assignment, digests);
    armEvents(standing.arm, arm, assignment).forEach(this.#deps.emit);
    if (arm === standing.arm && kept.join() === standing.kept.join()) return;
    standing.arm = arm;
    standing.kept = [...kept];
    this.#save();
  }

  #waiting(): readonly string[] {
    return this.standing.kept.filter((digest) => revocationOf(this.standing.revoked, digest) === undefined);
  }

  #adopt(assignment: Assignment): Converged {
    const { running } = this;
    if (running === undefined) return "done";
    const before = running.assignment.mode;
    this.running = { ...running, assignment };
    this.standing.inForce = assignment;
    this.#save();
    this.#enter(assignment, running);
    this.#say(assignment, this.#proven >= COMMIT_AFTER ? "committed" : shownState(assignment));
    if (before !== assignment.mode) this.#deps.emit(modeEvent(before, assignment.mode));
    return "done";
  }

  #unload(): Converged {
    const before = this.running;
    this.running = undefined;
    this.report = null;
    this.standing.inForce = null;
    this.#save();
    this.#enter(null, before);
    this.#policies.keepOnly(undefined, this.#waiting());
    if (before !== undefined) this.#deps.emit(modeEvent(before.assignment.mode, "off"));
    return "done";
  }

  #commit(running: RunningPersona): void {
    this.#say(running.assignment, "committed");
    const { standing } = this;
    standing.lastKnownGood = null;
    // The arms of an experiment stay until what came after it has proved itself.
    if (running.assignment.experiment === undefined) standing.kept = [];
    this.#save();
    const stay = [running.assignment.digest, ...standing.kept];
    removeOtherBundles(this.#deps.folder.personas, stay);
    this.#deps.trust.forgetOthers(stay);
    this.#policies.keepOnly(this.running?.persona.digest, this.#waiting());
  }

  #refuse(assignment: Assignment, refusal: Refusal): "refused" {
    this.#refused.set(refusalKey(assignment), refusal);
    this.#tellRefused(assignment, refusal);
    return "refused";
  }

  #tellRefused(assignment: Assignment, refusal: Refusal): void {
    this.#say(assignment, "failed", refusal);
    this.#deps.emit(refusedEvent(assignment, refusal, this.running));
  }

  #say(assignment: Assignment, state: PersonaReport["state"], refusal?: Refusal): void {
    this.report = personaReport(assignment, state, refusal);
  }

  #save(): void {
    writeStanding(this.#deps.folder.assignment, this.standing);
  }
}
