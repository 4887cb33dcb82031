// Why and how firm: profiles of units, what a change would take, and the health of a model.
export type { Goal } from './audit/goal.ts';
export type { HealthFlag, HealthLimits } from './audit/healthFlags.ts';
export { HEALTH_LIMITS, healthFlags } from './audit/healthFlags.ts';
export { modelHealth } from './audit/modelHealth.ts';
export type { CorrelatedPair, IndicatorHealth, ModelHealth, NodeHealth } from './audit/modelHealth.ts';
export { nearestPeers } from './audit/nearestPeers.ts';
export type { NearPeer } from './audit/nearestPeers.ts';
export { profile } from './audit/profile.ts';
export type { Profile } from './audit/profile.ts';
export { standing } from './audit/standing.ts';
export type { Standing } from './audit/standing.ts';
export type { DifferencePart, UnitDifference } from './audit/unitDifference.ts';
export { unitDifference } from './audit/unitDifference.ts';
export { whatItTakes } from './audit/whatItTakes.ts';
export type { ChangeLimits, LeastChange, WhatItTakes } from './audit/whatItTakes.ts';
