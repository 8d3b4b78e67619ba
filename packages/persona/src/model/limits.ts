/** How large a policy may be in every direction. What is larger is no policy for a fleet, or no policy at all. */
export const MODEL_LIMITS = {
  /** Of the whole file. */
  bytes: 64 * 1024 * 1024,
  /** Messages within messages; an honest model needs seven. */
  depth: 16,
  /** Messages of all kinds in the file; numbers in all lists that are not raw bytes. */
  messages: 65_536,
  numbers: 16_000_000,
  nodes: 512,
  initializers: 1_024,
  /** Inputs or outputs of the graph. */
  ports: 128,
  valueInfos: 2_048,
  /** Inputs or outputs of one node. */
  nodePorts: 256,
  /** Attributes of one node. */
  attributes: 32,
  /** Numbers in one attribute. */
  attributeNumbers: 1_024,
  metadata: 64,
  rank: 8,
  /** Elements of all tensors in the file together. */
  parameters: 8_000_000,
  /** All activations together, bytes, for one row of input. */
  activationBytes: 64 * 1024 * 1024,
  /** Multiply-accumulates of one inference of one row. */
  macs: 50_000_000,
  /** Bytes of a name; bytes of a comment or a metadata value. */
  nameBytes: 256,
  textBytes: 16_384,
  /** Elements that a tensor nobody reads may have. */
  unusedElements: 1_024,
  irVersions: { least: 7, most: 10 },
  opsets: { least: 13, most: 21 },
  findings: 64,
} as const;
