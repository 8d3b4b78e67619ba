export { ortRuntime } from "./ort-runtime.ts";
export { RecipeError, type RecipeErrorCode } from "./recipe-error.ts";
export { sealSurgeReady } from "../surge-ready/seal.ts";
