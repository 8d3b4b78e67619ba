export {
  KEY_PURPOSES,
  openKeyFile,
  readKeyFile,
  sealKeyFile,
  type KeyFileInfo,
  type KeyFileOptions,
  type KeyPurpose,
} from "./keys/key-file.ts";
export { renewRoot, replaceKey, type RolePurpose } from "./keys/renew-root.ts";
export {
  createTrustFolder,
  openTrustFolder,
  readAnchors,
  type TrustFolder,
  type TrustFolderMaking,
} from "./keys/trust-folder.ts";
export { TrustError, type TrustErrorCode } from "./trust-error.ts";
export { TUF_TERMS, tufFileName, type CurrentMetadata, type TufDocument, type TufRole } from "./tuf/metadata.ts";
export type { BoundedGet } from "./tuf/plain-fetcher.ts";
export { refreshTargets, type RefreshOptions } from "./tuf/refresh.ts";
export { listedTargets, publishTargets, renewMetadata, type RepositoryKeys } from "./tuf/repository.ts";
export { createRoot, rotateRoot, type RootRoles } from "./tuf/root.ts";
