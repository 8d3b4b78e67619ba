import type { FleetFit } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { fitSentence, lacksOf } from "./fit-words.ts";

const supply = (name: string, from: string, by = "") => ({ name, supply: from, by });
const fit = (parts: object): FleetFit =>
  ({ fits: true, requiredSignals: [], optionalSignals: [], attributes: [], ...parts }) as unknown as FleetFit;

test("lacksOf names what is required and missing, with what to do about it", () => {
  const lacks = lacksOf(
    fit({
      requiredSignals: [supply("request_rate", "target", "web-1"), supply("conversion_rate", "missing")],
      attributes: [
        { ...supply("cpu_allocation", "missing"), required: true },
        { ...supply("max_connections", "missing"), required: false },
      ],
    }),
  );
  expect(lacks.map(({ name }) => name)).toEqual(["conversion_rate", "cpu_allocation"]);
  expect(lacks[0]?.sentence).toContain("Create a source");
  expect(lacks[1]?.sentence).toContain("targets file");
});

test("lacksOf says which hosts do supply what others do not", () => {
  const [lack] = lacksOf(fit({ requiredSignals: [supply("error_rate", "missing", "only web-1")] }));
  expect(lack?.sentence).toMatch(/^only web-1 supplies it\./);
});

test.each([
  [{ fits: null }, "not known yet", /Install an agent/],
  [{ fits: false }, "does not fit", /fallback/],
  [{ fits: true, optionalSignals: [supply("x", "missing"), supply("y", "clock")] }, "fits", /1 of 2 optional/],
])("fitSentence of %j", (parts, word, sentence) => {
  expect(fitSentence(fit(parts))).toMatchObject({ word, sentence: expect.stringMatching(sentence) as string });
});
