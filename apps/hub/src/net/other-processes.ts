/** What processes of one hub tell each other. */
const pagesChanged = { hub: "pages-changed" };

/** Tells the hub's other processes that pages they keep may have changed; nobody hears it where there is one. */
export function tellPagesChanged(): void {
  if (process.connected) process.send?.(pagesChanged);
}

/** Calls `forget` when another process says so. */
export function onPagesChanged(forget: () => void): void {
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "hub" in message && message.hub === pagesChanged.hub)
      forget();
  });
}
