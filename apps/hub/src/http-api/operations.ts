import type { AnyOperation } from "./operation.ts";
import { documentOperation } from "./openapi/document-operation.ts";
import { authorOperations } from "./operations/author-operations.ts";
import { domainOperations } from "./operations/domain-operations.ts";
import { experimentOperations } from "./operations/experiment-operations.ts";
import { fleetOperations } from "./operations/fleet-operations.ts";
import { lifecycleOperations } from "./operations/lifecycle-operations.ts";
import { publishOperations } from "./operations/publish-operations.ts";
import { pushOperations } from "./operations/push-operations.ts";
import { refinementOperations } from "./operations/refinement-operations.ts";
import { reviewOperations } from "./operations/review-operations.ts";
import { rolloutOperations } from "./operations/rollout-operations.ts";
import { storeOperations } from "./operations/store-operations.ts";
import { versionOperations } from "./operations/version-operations.ts";

/** The table of operations: everything that programs may ask of the hub, in the order of the document. */
export const operations: readonly AnyOperation[] = [
  ...storeOperations,
  ...versionOperations,
  ...reviewOperations,
  ...publishOperations,
  ...authorOperations,
  ...domainOperations,
  ...lifecycleOperations,
  ...refinementOperations,
  ...fleetOperations,
  ...experimentOperations,
  ...rolloutOperations,
  ...pushOperations,
  documentOperation(() => operations),
];
