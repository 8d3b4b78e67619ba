export {
  attributeNameSchema,
  attributeSchema,
  attributeValueSchema,
  isValueOf,
  signalNameSchema,
  type Attribute,
  type AttributeValue,
  type BooleanAttribute,
  type CategoricalAttribute,
  type Configuration,
  type NumericAttribute,
} from "./attribute.ts";
export { encodeConfiguration, encodedWidth, fromUnit, toUnit } from "./attribute-encoding.ts";
export {
  STATEMENT_TYPE,
  gateReportDigest,
  readAttestation,
  sealAttestation,
  verifyAttestation,
  type GateAttestation,
  type GateRefusal,
} from "./attestation/attestation.ts";
export type { BomInput, BomParent } from "./bom/bom-input.ts";
export { BOM_TYPE, mlBom } from "./bom/ml-bom.ts";
export { canonicalBytes } from "./canonical.ts";
export {
  cosignDsse,
  openDsse,
  peekDsse,
  sealDsse,
  type DssePayload,
  type DsseTrust,
  type Signed,
} from "./dsse/dsse.ts";
export { keyFingerprint, keyPairFromSeed, verifySignature, type KeyPair, type SignatureVerdict } from "./ed25519.ts";
export { cosignEnvelope, sealEnvelope } from "./envelope.ts";
export {
  checkInstall,
  completeInstall,
  judgeInstall,
  lowerConfidence,
  offerVerdict,
  type InstallCheck,
  type InstallInputs,
  type InstallRefusal,
  type InstallRefused,
  type OfferVerdict,
  type InstallVerdict,
  type InstallVerdicts,
  type PublisherRefusal,
} from "./install/check-install.ts";
export {
  BUNDLE_TARGETS,
  bundleTargetPath,
  keyringTargetPath,
  targetDigest,
  verifyTargets,
  type Freshness,
  type FreshnessRefusal,
  type TargetDigest,
} from "./install/freshness.ts";
export { anchorKeys, anchorsDigest, trustAnchorsSchema, type TrustAnchors } from "./install/trust-anchors.ts";
export { KEYRING_CHAIN_LIMIT, decodeKeyringChain, encodeKeyringChain } from "./keyring/chain-file.ts";
export {
  KEYRING_TYPE,
  keyringDigest,
  keyringSchema,
  peekKeyring,
  publicKeysOf,
  sealKeyring,
  type Keyring,
} from "./keyring/keyring.ts";
export {
  verifyKeyringChain,
  verifyRotation,
  type KeyringPin,
  type KeyringRefusal,
  type VerifiedKeyring,
} from "./keyring/verify-keyring-chain.ts";
export {
  leaseSchema,
  sealLease,
  verifyLease,
  type LeaseHolder,
  type LeaseRefusal,
  type PersonaLease,
} from "./lease/lease.ts";
export { handoverDelayMs, leaseAllowsInstall, leaseState, type LeaseState } from "./lease/lease-state.ts";
export {
  BUNDLE_CONTENT,
  inputSignalSchema,
  manifestSchema,
  personaIdSchema,
  triggerSchema,
  type BundleContentName,
  type InputSignal,
  type Manifest,
  type Trigger,
} from "./manifest.ts";
export {
  PersonaError,
  refuse,
  type BundleRefusal,
  type DsseRefusal,
  type Refused,
  type RefusedWith,
  type SignatureRefusal,
} from "./refusal.ts";
export { type BundleFiles, type VerifiedPersona } from "./verified-persona.ts";
export { sealBundle } from "./seal-bundle.ts";
export { verifyBundle, verifyManifestEnvelope, type BundleTrust, type VerifiedManifest } from "./verify-bundle.ts";
export {
  gateReasonSchema,
  gateReportSchema,
  gateScenarioSchema,
  gateSeriesSchema,
  scenarioFiguresSchema,
  type GateReason,
  type GateReport,
  type GateScenario,
  type GateSeries,
  type ScenarioFigures,
} from "./gate/gate-report.ts";
export { checkModel } from "./model/check-model.ts";
export { modelContractOf, type ModelContract } from "./model/contract.ts";
export { MODEL_LIMITS } from "./model/limits.ts";
export { MODEL_CODES, type ModelCode } from "./model/model-codes.ts";
export {
  modelFactsSchema,
  modelFindingSchema,
  modelReportSchema,
  type ModelFacts,
  type ModelFinding,
  type ModelReport,
} from "./model/model-report.ts";
export {
  agentReleaseSchema,
  sealRelease,
  signRelease,
  verifyRelease,
  type AgentRelease,
  type VerifiedRelease,
} from "./release/agent-release.ts";
export { installLine, shellWord } from "./release/install-line.ts";
export type {
  AttributeProto,
  GraphProto,
  ModelProto,
  NodeProto,
  TensorProto,
  ValueInfoProto,
} from "./model/onnx/messages.ts";
export { ALLOWED_OPERATORS } from "./model/operators/operators.ts";
export { readModel, type ReadModel } from "./model/read-model.ts";
