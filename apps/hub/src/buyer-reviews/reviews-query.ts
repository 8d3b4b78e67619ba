/** Which of a listing's reviews are asked for, as the address says it. */
export type ReviewsQuery = { readonly stars: number | null; readonly withEffect: boolean; readonly page: number };

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

export const reviewsPerPage = 10;

/** Reads the address; what makes no sense is left out. */
export function parseReviewsQuery(params: Params): ReviewsQuery {
  const one = (name: string): string => {
    const value = params[name];
    return typeof value === "string" ? value : "";
  };
  const stars = /^[1-5]$/.test(one("stars")) ? Number(one("stars")) : null;
  const page = /^[1-9]\d{0,2}$/.test(one("reviews")) ? Number(one("reviews")) : 1;
  return { stars, withEffect: one("effect") === "measured", page };
}

/** The address of a part of the reviews. */
export function reviewsHref(path: string, query: ReviewsQuery, change: Partial<ReviewsQuery>): string {
  const { stars, withEffect, page } = { ...query, page: 1, ...change };
  const params = new URLSearchParams();
  if (stars !== null) params.set("stars", String(stars));
  if (withEffect) params.set("effect", "measured");
  if (page > 1) params.set("reviews", String(page));
  return params.size === 0 ? path : `${path}?${params}`;
}
