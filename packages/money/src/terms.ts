const dayMs = 86_400_000;

/** How long a buyer can ask for its money back; the seller is paid after it. */
export const refundWindowMs = 14 * dayMs;
/** How long a seller has to answer a request for a refund; unanswered, it is granted. */
export const refundAnswerMs = 7 * dayMs;
/** How long what was given back, or could not be collected, goes on running: nobody's fleet stops from one minute to the next. */
export const refundNoticeMs = 14 * dayMs;
/** How long a paid period goes on while its renewal is on its way. */
export const renewalGraceMs = 3 * dayMs;
/** How long a checkout page can be paid. */
export const checkoutMs = 60 * 60_000;
