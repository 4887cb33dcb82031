import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { bootstrap, bootstrapBy } from '../audit/sure/bootstrap.ts';
import type { Bootstrap } from '../audit/sure/bootstrap.ts';
import { choiceIndices, choiceUncertainty } from '../audit/sure/choiceUncertainty.ts';
import { leaveOneOut } from '../audit/sure/leaveOneOut.ts';
import type { Choices } from '../audit/sure/openModel.ts';
import type { WeightDraws } from '../audit/sure/weightDraws.ts';
import { weightStability } from '../audit/sure/weightStability.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { checkStandardInput, countingNumber, wholeNumber, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { countedProgress } from './progress.ts';
import { readChoices } from './readChoices.ts';
import { readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';
import { replicatePool } from './replicatePool.ts';
import { SENSITIVITY_HELP } from './sensitivityHelp.ts';
import { bootstrapAnswer, choicesAnswer, leaveOneOutAnswer, stabilityAnswer } from './sensitivityAnswers.ts';
import { bootstrapLines, choicesLines, leaveOneOutLines, stabilityLines } from './sensitivityLines.ts';
import { answer, say } from './talk.ts';

interface SensitivityOptions extends TableOptions, TalkOptions {
  readonly model: string;
  readonly seed: number;
  readonly runs: number;
  readonly level: number;
  readonly top: number;
  readonly show: number;
  readonly by: string;
  readonly workers: number;
  readonly choices?: string;
  readonly weights?: WeightDraws;
  readonly sobol?: boolean;
}

const QUESTIONS = ['bootstrap', 'choices', 'leave-one-out', 'stability'] as const;
type Question = (typeof QUESTIONS)[number];
/** The options that some questions alone ask for. */
const ASKED_BY: Readonly<Record<string, readonly Question[]>> = {
  runs: ['bootstrap', 'choices'],
  level: ['bootstrap', 'choices'],
  top: ['choices', 'stability'],
  show: ['bootstrap', 'choices'],
  by: ['bootstrap'],
  workers: ['bootstrap'],
  weights: ['choices'],
  choices: ['choices'],
  sobol: ['choices'],
};
/** Replicates that a worker takes at a time. */
const RANGE = 25;

/** `brandrank sensitivity`: how firm scores, ranks and grades are. */
export function sensitivityCommand(): Command {
  const command = new Command('sensitivity')
    .description('tell how firm ranks are: against chance, other choices, a part left out, a weight moved')
    .addArgument(new Argument('<question>', 'what is asked').choices(QUESTIONS))
    .requiredOption('--model <file>', 'the model document');
  const option = (flags: string, text: string, read: (text: string) => unknown, value?: unknown): Option =>
    new Option(flags, text).argParser(read).default(value);
  return withTalk(withTables(command))
    .addOption(option('--seed <number>', 'which random numbers are drawn', wholeNumber, 1))
    .addOption(option('--runs <count>', 'replicates or runs; with --sobol those of one block', countingNumber, 1000))
    .addOption(option('--level <share>', 'of intervals and bands', level, 0.9))
    .addOption(option('--top <count>', 'how many ranks are the top', countingNumber, 10))
    .addOption(option('--show <count>', 'units printed of each group', wholeNumber, 5))
    .option('--by <column>', 'bootstrap: what is drawn, a column of the sales or date', 'merchant')
    .addOption(option('--workers <count>', 'bootstrap: threads; they change no number', countingNumber, 1))
    .addOption(option('--weights <draw>', 'choices: dirichlet:<concentration> or uniform:<spread>', weights))
    .option('--choices <file>', 'choices: methods and weights that are open, as JSON')
    .option('--sobol', 'choices: also which choice moves ranks how much')
    .addHelpText('after', SENSITIVITY_HELP)
    .action(async (question: Question, options: SensitivityOptions, self: Command) => {
      checkStandardInput(options, self);
      checkAsked(question, self);
      const model = readModel(options.model);
      const choices = question === 'choices' ? choicesOf(options) : {};
      const { tables } = await readTables(model, options, options.quiet ?? options.json ?? false);
      await tell(question, model, tables, choices, options);
    });
}

/** Ends with bad usage when an option was given that the question does not ask for: it would change nothing. */
function checkAsked(question: Question, command: Command): void {
  for (const [name, questions] of Object.entries(ASKED_BY)) {
    const isGiven = command.getOptionValueSource(name) === 'cli';
    if (isGiven && !questions.includes(question))
      command.error(`error: --${name} is for ${questions.join(' and ')}, not for ${question}`);
  }
}

async function tell(
  question: Question,
  model: Model,
  tables: Tables,
  choices: Choices,
  options: SensitivityOptions,
): Promise<void> {
  const { onProgress, stop } = countedProgress(question, options.quiet ?? options.json ?? false);
  const of = { ...options, onProgress };
  switch (question) {
    case 'bootstrap': {
      const found = await bootstrapped(model, tables, of).finally(stop);
      say(bootstrapLines(model, found, options), options);
      return answer(bootstrapAnswer(model, found, options), options);
    }
    case 'choices': {
      const found = options.sobol ? choiceIndices(model, tables, choices, of) : choiceUncertainty(model, tables, choices, of); // prettier-ignore
      stop();
      say(choicesLines(model, found, options), options);
      return answer(choicesAnswer(model, found, options), options);
    }
    case 'leave-one-out': {
      const found = leaveOneOut(model, tables, onProgress);
      stop();
      say(leaveOneOutLines(model, found), options);
      return answer(leaveOneOutAnswer(model, found), options);
    }
    case 'stability': {
      const found = weightStability(model, tables, options.top);
      stop();
      say(stabilityLines(found), options);
      return answer(stabilityAnswer(model, found), options);
    }
  }
}

function bootstrapped(
  model: Model,
  tables: Tables,
  { by, seed, runs, level: at, workers, onProgress }: SensitivityOptions & { onProgress: (done: number, of: number) => void }, // prettier-ignore
): Promise<Bootstrap> {
  const options = { by, seed, replicates: runs, level: at, onProgress };
  if (workers < 2) return Promise.resolve(options).then(given => bootstrap(model, tables, given));
  const pool = replicatePool({ model, tables, draw: { by, seed } }, workers, done => onProgress(done, runs));
  return bootstrapBy(model, tables, options, RANGE, pool);
}

/** What is open: the file's choices, and weights as the option says; around the granted ones when nothing is said. */
function choicesOf({ choices: file, weights: draws }: SensitivityOptions): Choices {
  const named = file === undefined ? {} : readChoices(file);
  const own = draws ?? (file === undefined ? ({ method: 'dirichlet', concentration: 100 } as const) : undefined);
  return own ? { ...named, weights: own } : named;
}

function weights(text: string): WeightDraws {
  const [, method, number] = /^(dirichlet|uniform):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (method === 'dirichlet' && Number(number) > 0) return { method, concentration: Number(number) };
  if (method === 'uniform' && Number(number) > 0 && Number(number) <= 1) return { method, spread: Number(number) };
  throw new InvalidArgumentError('It is dirichlet:100 (the greater, the closer) or uniform:0.25 (at most 1).');
}

function level(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < 1) return number;
  throw new InvalidArgumentError('It is a share between 0 and 1, such as 0.9.');
}
