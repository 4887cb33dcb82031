import { throwFaults } from '../errors/ratingError.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { keysIn } from '../expr/keysIn.ts';
import { specFaults } from '../expr/specFaults.ts';
import { orderFaults } from './orderFaults.ts';
import { orderFormulas } from './orderFormulas.ts';
import { orderSpec } from './orderSpec.ts';
import type { OrderPolicy } from './orderSpec.ts';

/**
 * Reads an ordering policy that stands alone: fills in defaults, or throws every fault of structure and conditions at once.
 *
 * Shape: any JSON value, and how many columns name a unit and a page, to a policy. Faults are told under "order", as in a model.
 * @throws invalid_model, invalid_formula, unknown_name, wrong_type, too_complex
 * @example parseOrderPolicy({ slots: 24, breakUp: [{ by: 'owner', window: 4, atMost: 1 }] }).candidates // 'ranked'
 */
export function parseOrderPolicy(document: unknown, keys = { unit: 1, within: 1 }): OrderPolicy {
  const parsed = orderSpec.safeParse(document);
  const faults: Fault[] = [];
  orderFormulas(document, new Map(), faults);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(issue => ({ ...issue, path: ['order', ...issue.path] }));
    const keysAt = (path: FaultPath): readonly string[] => keysIn(orderSpec, path.slice(1));
    throwFaults([...specFaults(issues, { order: document }, 'invalid_model', keysAt), ...faults]);
  }
  // Without faults the parse succeeded.
  const policy = parsed.data as OrderPolicy;
  throwFaults([...faults, ...orderFaults(policy, keys)]);
  return policy;
}
