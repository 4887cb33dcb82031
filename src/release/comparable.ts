import type { Result } from '../model/result.ts';

/** What a comparison needs of a release: a result has it, and so has a release that was read back, with its period. */
export type Comparable = Pick<
  Result,
  'model' | 'period' | 'count' | 'keys' | 'peers' | 'eligible' | 'score' | 'rank' | 'grade' | 'anchors'
> & {
  readonly indicators: readonly Pick<
    Result['indicators'][number],
    'id' | 'raw' | 'evidence' | 'shrinkBy' | 'normalized'
  >[];
};
