/** Name and slug of the tenant that a first sign-in makes; the user id keeps the slug unique. */
export function personalTenant(email: string, userId: string): { name: string; slug: string } {
  const local = email.split("@")[0] ?? "";
  const readable = local
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 24)
    .replace(/-+$/, "");
  const suffix = userId.replaceAll("-", "").slice(-8);
  return { name: local.slice(0, 80) || "Personal", slug: `${readable || "tenant"}-${suffix}` };
}
