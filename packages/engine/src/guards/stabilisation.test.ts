import { describe, expect, it } from "vitest";
import { remember, settled, type Recommended } from "./stabilisation.ts";

const windows = { grow: 3_000, shrink: 10_000 };

function after(values: readonly (number | string)[], current: number | string): Recommended {
  let seen: Recommended | undefined;
  for (const [second, value] of values.entries()) seen = remember(seen, value, current, second * 1000, windows);
  return seen ?? [];
}

describe("settled", () => {
  it("follows a wish to grow only as far as every recommendation of the window agrees", () => {
    const seen = after([8, 6, 7, 9, 9], 4);
    expect(settled(seen, 4, 9, "grow", windows, 4_000)).toBe(6);
    expect(settled(after([8, 3, 7, 9], 4), 4, 9, "grow", windows, 3_000)).toBeNull();
  });

  it("counts the current value as recommended until a whole window has passed", () => {
    expect(settled(after([9], 4), 4, 9, "grow", windows, 0)).toBeNull();
    const long = after(
      Array.from({ length: 4 }, () => 9),
      4,
    );
    expect(settled(long, 4, 9, "grow", windows, 3_000)).toBe(9);
  });

  it("shrinks to the highest recommendation of the longer window", () => {
    const seen = after([2, 2, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2], 4);
    expect(settled(seen, 4, 2, "shrink", windows, 11_000)).toBe(3);
  });

  it("switches a choice only after it was the one recommended for the whole window", () => {
    const steady = after(
      Array.from({ length: 12 }, () => "leastconn"),
      "roundrobin",
    );
    expect(settled(steady, "roundrobin", "leastconn", "switch", windows, 11_000)).toBe("leastconn");
    const wavering = after(["leastconn", "random2", "leastconn"], "roundrobin");
    expect(settled(wavering, "roundrobin", "leastconn", "switch", windows, 2_000)).toBeNull();
  });

  it("lets everything through where no window is set", () => {
    expect(settled([], 4, 9, "grow", { grow: 0, shrink: 0 }, 0)).toBe(9);
  });
});

describe("remember", () => {
  it("keeps no more than it needs, however often the mind is changed", () => {
    const seen = after(
      Array.from({ length: 500 }, (_, index) => index % 7),
      4,
    );
    expect(seen.length).toBeLessThanOrEqual(64);
    const eager = Array.from({ length: 500 }, (_, index) => index);
    let kept: Recommended | undefined;
    for (const value of eager) kept = remember(kept, value, 4, value, { grow: 0, shrink: 60_000 });
    expect(kept?.length).toBeLessThanOrEqual(64);
    expect(kept?.[0]?.at).toBe(0);
  });
});
