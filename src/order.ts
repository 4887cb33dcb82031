// Category pages: ranked units to the lists that pages show, by a policy that is data. Pure, as the core.
export { orderRequests } from './model/orderFormulas.ts';
export type { OrderRequest } from './model/orderFormulas.ts';
export type { OrderPolicy, OrderPolicyDocument } from './model/orderSpec.ts';
export { parseOrderPolicy } from './model/parseOrderPolicy.ts';

export { arranger, CAUSES } from './order/arrange.ts';
export type { Arranged, Cause, Page } from './order/arrange.ts';
export type { Compromise } from './order/compromises.ts';
export { explainSlot } from './order/explainSlot.ts';
export type { SlotExplanation } from './order/explainSlot.ts';
export { NO_KEY } from './order/limits.ts';
export type { Limit, Minimum, Pin, Rules } from './order/limits.ts';
export { distinctIn, scoreKept } from './order/measures.ts';
export { order } from './order/order.ts';
export type { Order, OrderOptions } from './order/order.ts';
export { orderColumns } from './order/outputs.ts';
export { rankedResult, rankedTable, withAttributes } from './order/ranked.ts';
export type { Ranked } from './order/ranked.ts';
