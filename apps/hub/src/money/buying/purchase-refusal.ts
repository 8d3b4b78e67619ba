/** What to do about a refusal to buy: go somewhere, or look at the page again; null where its sentence says all. */
export type WayOn =
  | { readonly kind: "go"; readonly href: string; readonly label: string }
  | { readonly kind: "look-again"; readonly label: string };

/** The way on from a refusal's code, `already-paid <order>` with its order. */
export function wayOn(detail: string | null): WayOn | null {
  const [code = "", orderId] = (detail ?? "").split(" ");
  switch (code) {
    case "already-yours":
      return { kind: "go", href: "/library", label: "Open your library" };
    case "already-paid":
      return {
        kind: "go",
        href: orderId === undefined ? "/orders" : `/orders/${orderId}?paid=1`,
        label: "See your order",
      };
    case "price-changed":
      return { kind: "look-again", label: "Look at the new price" };
    case "free-of-charge":
      return { kind: "look-again", label: "Get it for nothing" };
    default:
      return null;
  }
}
