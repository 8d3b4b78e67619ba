import { PaymentError } from "@fleet-persona/payments";
import { expect, test } from "vitest";
import { eachOnItsOwn } from "./each-on-its-own.ts";

test("eachOnItsOwn gives every item its turn, and tells at the end which failed", async () => {
  const done: number[] = [];
  const work = async (item: number): Promise<void> => {
    if (item % 2 === 0) throw new PaymentError("refused", `no ${item}`);
    done.push(item);
  };
  await expect(eachOnItsOwn([1, 2, 3, 4, 5], work)).rejects.toThrow("2 of 5 failed.");
  await expect(eachOnItsOwn([2, 7], work)).rejects.toThrow("no 2");
  await eachOnItsOwn([9], work);
  expect(done).toEqual([1, 3, 5, 7, 9]);
});

test("eachOnItsOwn asks a silent processor once", async () => {
  let asked = 0;
  const work = async (): Promise<void> => {
    asked += 1;
    throw new PaymentError("unreachable", "no answer");
  };
  await expect(eachOnItsOwn([1, 2, 3], work)).rejects.toThrow("no answer");
  expect(asked).toBe(1);
});
