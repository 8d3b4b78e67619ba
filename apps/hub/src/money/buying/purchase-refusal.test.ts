import { expect, test } from "vitest";
import { wayOn } from "./purchase-refusal.ts";

test("wayOn leads to what is there already", () => {
  expect(wayOn("already-yours")).toMatchObject({ href: "/library" });
  expect(wayOn("already-paid 0b1c")).toMatchObject({ href: "/orders/0b1c?paid=1" });
  expect(wayOn("already-paid")).toMatchObject({ href: "/orders" });
});

test("wayOn has the page read again where the price is another one", () => {
  expect(wayOn("price-changed")?.kind).toBe("look-again");
  expect(wayOn("free-of-charge")?.kind).toBe("look-again");
});

test.each(["seller-not-ready", "payments-off", "processor-silent", "", null])(
  "wayOn leaves %j to its sentence",
  (detail) => {
    expect(wayOn(detail)).toBeNull();
  },
);
