import { RatingError } from '../errors/ratingError.ts';
import type { ModelAnchors } from './anchors.ts';
import { filledTogether } from './fill.ts';
import { groupingKey } from './groupings.ts';
import type { Plan } from './plan.ts';

/**
 * Refuses anchors that another model learned.
 *
 * @throws invalid_argument when indicators, nodes, grades, or what fills missing values differ
 * @example checkSameModel(anchors, plan) // undefined: they are the model's own
 */
export function checkSameModel(anchors: ModelAnchors, { indicators, nodes, model }: Plan): void {
  const want = [...indicators.map(each => each.id), ...nodes.map(each => each.id)].join(', ');
  const have = [...anchors.indicators.map(each => each.id), ...anchors.nodes.map(each => each.id)].join(', ');
  if (want !== have) {
    throw new RatingError(
      'invalid_argument',
      ['anchors'],
      `are of another model: they know ${have}; this model has ${want}`,
    );
  }
  checkFilling(anchors, indicators);
  const parts = anchors.nodes.findIndex(({ weights }, position) => weights.length !== nodes[position].parts.length);
  if (parts !== -1)
    throw new RatingError(
      'invalid_argument',
      ['anchors', nodes[parts].id],
      'are of another model: the index has other parts',
    );
  const cuts = anchors.grade?.cuts[0]?.length;
  if (model.grade && cuts !== undefined && cuts !== model.grade.grades.length - 1) {
    throw new RatingError(
      'invalid_argument',
      ['anchors', 'grade'],
      `know ${cuts + 1} grades; this model has ${model.grade.grades.length}`,
    );
  }
}

function checkFilling({ indicators, groupings, joint, peers }: ModelAnchors, planned: Plan['indicators']): void {
  const wrong = (id: string, by: string): RatingError =>
    new RatingError('invalid_argument', ['anchors', id], `are of another model: missing values are filled by ${by}`);
  const wanted = filledTogether(planned);
  planned.forEach(({ id, fillBy, fillFrom }, position) => {
    const groups = fillBy
      ? groupings.find(({ by }) => groupingKey(by) === groupingKey(fillBy))?.keys.length
      : peers.length;
    const together = joint.find(({ fills }) => fills.includes(id));
    const tables = Object.values({ ...indicators[position].missing, ...together?.learned });
    if (groups === undefined || tables.some(table => table.length !== groups)) throw wrong(id, 'other groups');
    if ((together !== undefined) !== (fillFrom === 'indicators')) throw wrong(id, 'another method');
  });
  joint.forEach(({ fills, of }, at) => {
    const isSame =
      of.join() === planned.map(({ id }) => id).join() &&
      fills.join() === (wanted[at] ?? []).map(position => planned[position].id).join();
    if (!isSame) throw wrong(fills[0] ?? '', 'other indicators');
  });
}
