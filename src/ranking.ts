// The door `brandrank/ranking`: how far rankings agree, how good they are, and one ranking out of several.
export { averagePrecision, meanAveragePrecision } from './stats/ranking/averagePrecision.ts';
export type { JudgedList } from './stats/ranking/averagePrecision.ts';
export { bordaConsensus } from './stats/ranking/bordaConsensus.ts';
export { copelandConsensus } from './stats/ranking/copelandConsensus.ts';
export { expectedReciprocalRank } from './stats/ranking/expectedReciprocalRank.ts';
export { kemenyConsensus } from './stats/ranking/kemenyConsensus.ts';
export type { KemenyOrder } from './stats/ranking/kemenyConsensus.ts';
export { kendallTauB } from './stats/ranking/kendallTauB.ts';
export { ndcgAt, ndcgBurgesAt } from './stats/ranking/ndcgAt.ts';
export { precisionAt } from './stats/ranking/precisionAt.ts';
export { rankBiasedOverlap } from './stats/ranking/rankBiasedOverlap.ts';
export { rankSimilarityWS } from './stats/ranking/rankSimilarityWS.ts';
export { recallAt } from './stats/ranking/recallAt.ts';
export { meanReciprocalRank, reciprocalRank } from './stats/ranking/reciprocalRank.ts';
export { reciprocalRankFusion } from './stats/ranking/reciprocalRankFusion.ts';
export { spearman } from './stats/ranking/spearman.ts';
export { topOverlap } from './stats/ranking/topOverlap.ts';
export { weightedSpearman } from './stats/ranking/weightedSpearman.ts';
