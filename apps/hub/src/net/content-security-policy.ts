type Parts = { readonly nonce: string; readonly development: boolean };

// `display:none`: React wraps the parts of an SVG that it sends later in a hidden one, until they are in their place.
const hiddenUntilPlaced = "'unsafe-hashes' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

/** The policy of every page. Styles come from files only; development needs eval and inline styles for its overlay. */
export function contentSecurityPolicy({ nonce, development }: Parts): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    `style-src-attr ${development ? "'unsafe-inline'" : hiddenUntilPlaced}`,
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
