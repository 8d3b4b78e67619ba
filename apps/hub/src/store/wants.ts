export type Want = { readonly title: string; readonly query: string; readonly line: string };

/** What people come to the store for; each is a search. */
export const wants: readonly Want[] = [
  { title: "Survive a surge", query: "surge", line: "Ready before the flash crowd is." },
  { title: "Spend less", query: "cost", line: "Fewer core-seconds for the same answers." },
  { title: "Protect checkout", query: "checkout", line: "The requests that earn come first." },
  { title: "Suit mobile visitors", query: "mobile", line: "Small pages, long latencies, short visits." },
];
