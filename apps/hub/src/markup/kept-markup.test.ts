import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { KeptMarkup } from "./kept-markup.tsx";
import { markupOfRequest } from "./markup-of-request.ts";

afterEach(() => markupOfRequest().clear());

const rendered = (kept: string, html: string | null): string =>
  renderToStaticMarkup(createElement(KeptMarkup, { as: "ul", kept, html }));

test("KeptMarkup writes what was put by under its own key, and nobody else's", () => {
  markupOfRequest().set("one", "<li>1</li>").set("other", "<li>2</li>");
  expect(rendered("one", null)).toBe('<ul data-kept="one"><li>1</li></ul>');
  expect(rendered("gone", null)).toBe('<ul data-kept="gone"></ul>');
});

test("KeptMarkup writes what it is given where nothing was put by", () => {
  expect(rendered("any", "<li>3</li>")).toBe('<ul data-kept="any"><li>3</li></ul>');
});
