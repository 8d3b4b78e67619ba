import { z } from "zod";

// PostgreSQL and Date both hold years up to 9999 without trouble.
const latest = Date.UTC(9999, 11, 31);

/** An instant as it comes in: ms since the epoch. */
export const instantSchema = z.int().min(0).max(latest);
