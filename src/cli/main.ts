#!/usr/bin/env node
// The command line: opens files, prints, exits. 0 done, 1 bad data or model, 2 bad usage.
import { Command, CommanderError } from 'commander';
import { indexCommand } from './brandIndex.ts';
import { calibrateCommand } from './calibrate.ts';
import { checkCommand } from './check.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { historyCommand } from './history.ts';
import { marketCommand, marketStudyCommand, merchantsCommand } from './market/command.ts';
import { orderCommand } from './order.ts';
import { applyCommand, rateCommand } from './rate.ts';
import { reproduceCommand } from './reproduce.ts';
import { rebaseCommand } from './rebase.ts';
import { servesReplicates } from './replicatePool.ts';
import { sensitivityCommand } from './sensitivity.ts';
import { sqlCommand } from './sql.ts';
import { tell, tellUsage } from './talk.ts';
import { verifyCommand } from './verify.ts';
import { VERSION } from './version.ts';

const json = process.argv.includes('--json');

const program = new Command('brandrank')
  .description('Rates brands and orders categories by a model that is data.')
  .version(VERSION)
  .showHelpAfterError('(brandrank --help lists the commands and options)')
  .configureHelp({ showGlobalOptions: true })
  .configureOutput(json ? { writeErr: () => undefined } : {})
  .addHelpText('after', '\nEach command has its own help, with examples: brandrank rate --help')
  .exitOverride();

const commands = [
  rateCommand(),
  applyCommand(),
  checkCommand(),
  explainCommand(),
  diffCommand(),
  historyCommand(),
  indexCommand(),
  rebaseCommand(),
  verifyCommand(),
  reproduceCommand(),
  orderCommand(),
  sensitivityCommand(),
  calibrateCommand(),
  marketCommand(),
  merchantsCommand(),
  marketStudyCommand(),
  sqlCommand(),
];
for (const command of commands) {
  program.addCommand(
    command.copyInheritedSettings(program).showHelpAfterError(`(brandrank ${command.name()} --help lists the options)`),
  );
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as head that closes early is no fault.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.on('uncaughtException', error => process.exit(tell(error, { json })));

try {
  // A worker is this file too.
  if (!servesReplicates()) await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.exitCode = tell(error, { json });
  else process.exitCode = error.exitCode === 0 ? 0 : tellUsage(error.message, { json });
}
