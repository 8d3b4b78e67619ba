import type { PersonaFitView } from "./persona-fit.ts";
import type { Fit } from "./read-fit.ts";

/** What a fleet can give a Persona, with the verdict: everything it requires is there, or something is not. */
export function fitView(
  of: Pick<PersonaFitView, "fleetId" | "personaVersionId">,
  { required, optional, attributes }: Fit,
): PersonaFitView {
  const needed = [...required, ...attributes.filter((attribute) => attribute.required)];
  return {
    ...of,
    fits: verdict(needed.map(({ supply }) => supply)),
    requiredSignals: required,
    optionalSignals: optional,
    attributes,
  };
}

function verdict(supplies: readonly string[]): boolean | null {
  if (supplies.includes("missing")) return false;
  return supplies.includes("unknown") ? null : true;
}
