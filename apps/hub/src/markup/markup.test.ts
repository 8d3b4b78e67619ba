import { assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { markup } from "./markup.ts";
import type { Markup } from "./markup.ts";

test("markup escapes whatever was written, in text and in attributes", () => {
  const written = `<script>"&'</script>`;
  expect(markup`<a title="${written}">${written}</a>`.text).toBe(
    '<a title="&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;">&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;</a>',
  );
  assert(
    property(string({ unit: constantFrom("&", "<", ">", '"', "'", "a", "\u{1F600}"), maxLength: 20 }), (text) => {
      expect(markup`<b>${text}</b>`.text.slice(3, -4)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});

test("markup takes markup as it is, lists of it, numbers, and nothing for what is absent", () => {
  const item = (name: string) => markup`<li>${name}</li>`;
  expect(markup`<ul>${["a", "<"].map(item)}</ul>${false}${null}${undefined}${0}`.text).toBe(
    "<ul><li>a</li><li>&lt;</li></ul>0",
  );
});

test("markup takes an object that only looks like markup for none", () => {
  const forged = JSON.parse('[{"text":"<script>"}]') as Markup[];
  expect(() => markup`${forged}`).toThrow(TypeError);
});

test("markup leaves out line breaks between elements and keeps attributes apart", () => {
  expect(
    markup`<p
      class="a"
      title="${"b"}"
    >
      <b>x</b> y
    </p>`.text,
  ).toBe('<p class="a" title="b" ><b>x</b> y</p>');
});
