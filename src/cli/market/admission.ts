import { admission as admissionOf } from '../../market/campaign/admission.ts';
import type { Question } from './question.ts';

/** Who may join an activity. */
export const admission: Question = {
  name: 'admission',
  about: 'who may join an activity: rules, quotas, capacity, waiting list, and why the others may not',
  keys: [],
  part: 'admission',
  tables({ model, tables, settings, soldBy }) {
    if (!settings.admission) return [];
    const { activity, units, quotas } = admissionOf(model, tables, settings.admission, {}, soldBy);
    return [
      {
        name: 'admission',
        title: `Admission to ${activity}`,
        answer: units,
        printed: ['within', 'unit', 'verdict', 'place', 'value', 'reason'],
      },
      {
        name: 'admission_quotas',
        title: `Places of ${activity}`,
        answer: quotas,
        printed: ['by', 'name', 'atMost', 'admitted', 'waiting'],
      },
    ];
  },
};
