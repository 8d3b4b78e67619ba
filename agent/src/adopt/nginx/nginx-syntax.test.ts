import { describe, expect, it } from "vitest";
import { findAll, parseNginx } from "./nginx-syntax.ts";

describe("parseNginx", () => {
  it("parseNginx reads names, arguments, blocks and lines", () => {
    const read = parseNginx(`a 1 "two words" 'x;{' ; # b 2;\nc {\n  d $\{host} ~ \\.php$;\n}\n`);
    expect(read).toEqual([
      { name: "a", args: ["1", "two words", "x;{"], from: 0, to: 0, isAlone: true, block: null },
      {
        name: "c",
        args: [],
        from: 1,
        to: 3,
        isAlone: true,
        block: [{ name: "d", args: ["${host}", "~", "\\.php$"], from: 2, to: 2, isAlone: true, block: null }],
      },
    ]);
  });

  it("parseNginx says which directives share their lines", () => {
    const [first, second, block] = parseNginx("a 1; b 2;\nc { d\n 3; }\n") ?? [];
    expect([first?.isAlone, second?.isAlone, block?.isAlone, block?.block?.[0]?.isAlone]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it.each(["a {", "a }", "a", 'a "b', "}", "{ }", ";"])("parseNginx takes %j for no configuration", (text) => {
    expect(parseNginx(text)).toBe(null);
  });

  it("findAll finds a directive at any depth and says in what it is", () => {
    const read = parseNginx("http { server { location / { gzip on; } } gzip off; }") ?? [];
    expect(findAll(read, "gzip").map(({ inside }) => inside.join("/"))).toEqual(["http/server/location", "http"]);
  });
});
