/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { stampPeerAddress } = await import("./net/peer-address.ts");
  stampPeerAddress();
  const { isDevelopment } = await import("./env.ts");
  const { stampPageHeaders } = await import("./net/page-headers.ts");
  stampPageHeaders({ development: isDevelopment });
  const { default: cluster } = await import("node:cluster");
  if (cluster.isWorker) {
    const { spreadVisitors } = await import("./net/spread-visitors.ts");
    spreadVisitors();
  }
  if (isDevelopment) return;
  const { keepPages } = await import("./net/keep-pages.ts");
  keepPages();
  const { collectWhenIdle } = await import("./net/collect-when-idle.ts");
  collectWhenIdle();
}
