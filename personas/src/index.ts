export { RecipeError, type RecipeErrorCode } from "./recipe-error.ts";
export { REFERENCE_PERSONAS, sealReferencePersona, type ReferencePersona } from "./seal-reference-persona.ts";
