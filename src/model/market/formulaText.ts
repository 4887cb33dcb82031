import * as z from 'zod/mini';

/** A formula over a unit's sales rows, metrics and attributes; read and checked with the model. */
export const formulaText = z.string().check(z.minLength(1));
