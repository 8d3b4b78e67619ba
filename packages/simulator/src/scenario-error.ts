/** What is wrong with a scenario, in a sentence that names the field and the remedy. */
export class ScenarioError extends Error {
  readonly code = "invalid-scenario";

  constructor(message: string) {
    super(message);
    this.name = "ScenarioError";
  }
}
