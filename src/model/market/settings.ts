import type { Model } from '../spec.ts';
import type { MarketDocument, MarketSettings } from './index.ts';
import { readMarket } from './parseStudyModel.ts';

/**
 * The thresholds that a model states, with the defaults where it is silent; also of a model whose `market` part `parseModel` passed on.
 *
 * @throws every fault of the part at once
 * @example marketSettings({}).months // 12
 */
export function marketSettings(
  model: Partial<Pick<Model, 'rate' | 'sales'>> & { readonly market?: MarketDocument | undefined },
): MarketSettings {
  return readMarket(model);
}
