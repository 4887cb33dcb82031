// The door `brandrank/live`: a rating that follows its tables.
export { liveRating } from './model/live.ts';
export type { LiveRating, LiveUpdate } from './model/live.ts';
