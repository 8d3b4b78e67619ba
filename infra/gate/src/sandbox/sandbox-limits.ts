/** What a model may take of the machine. */
export type SandboxLimits = {
  /** Wall-clock time until the model is loaded, ms; starting Node and ONNX Runtime is in it. */
  readonly loadMs: number;
  /** Wall-clock time of one request, ms, however many rows it has. */
  readonly requestMs: number;
  /** Processor time of all requests together, s. */
  readonly cpuS: number;
  /** Memory of the whole process, runtime included, MiB. */
  readonly memoryMb: number;
  readonly openFiles: number;
};

/** A policy of the allowed size loads in a second and takes a twentieth of a second a row at most; the runtime alone holds 100 MiB. */
export const SANDBOX_LIMITS: SandboxLimits = {
  loadMs: 30_000,
  requestMs: 10_000,
  cpuS: 600,
  memoryMb: 512,
  openFiles: 64,
};
