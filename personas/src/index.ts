export { ortRuntime } from "@fleet-persona/onnx-runtime";
export { RecipeError, type RecipeErrorCode } from "./recipe-error.ts";
export { sealSurgeReady } from "../surge-ready/seal.ts";
