export { ortRuntime } from "./ort-runtime.ts";
