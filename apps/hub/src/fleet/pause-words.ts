import type { PauseScope } from "@fleet-persona/hub-core";

/** What a pause stops, to stand after "Paused:". */
export function pauseWords(scope: PauseScope): string {
  switch (scope.kind) {
    case "all":
      return "everything";
    case "direction":
      return scope.direction === "grow" ? "growing" : "shrinking";
    case "attribute":
      return scope.attribute;
    default:
      return scope satisfies never;
  }
}

/** The scope of a choice in a form; null while the attribute is not chosen. */
export function pauseScopeOf(choice: "all" | "grow" | "shrink" | "attribute", attribute: string): PauseScope | null {
  switch (choice) {
    case "all":
      return { kind: "all" };
    case "grow":
    case "shrink":
      return { kind: "direction", direction: choice };
    case "attribute":
      return attribute === "" ? null : { kind: "attribute", attribute };
    default:
      return choice satisfies never;
  }
}
