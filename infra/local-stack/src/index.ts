export { accounts } from "./demo-accounts.ts";
export { startLocalStack } from "./local-stack.ts";
export type { LocalStack } from "./local-stack.ts";
export type { MainJobReport } from "./report.ts";
export { openStateFolder, projectRoot } from "./state-folder.ts";
export { createTerminal } from "./terminal.ts";
