import { Argument, type Command } from 'commander';
import type { ExitCode } from '../index.js';
import type { CliContext } from './cli-context.js';

const shells = ['bash', 'zsh'] as const;

type Shell = (typeof shells)[number];

export interface CompletionArguments {
  readonly shell: Shell;
  readonly program: Command;
}

/** `leakline completion`: prints what a shell needs to complete commands, options and choices. */
export async function completionCommand(given: CompletionArguments, { output }: CliContext): Promise<ExitCode> {
  // Zsh understands the completions of bash once it is told to.
  const preamble = given.shell === 'zsh' ? 'autoload -U +X compinit bashcompinit && compinit && bashcompinit\n' : '';
  output.stdout.write(preamble + bashCompletion(given.program));
  return 0;
}

function bashCompletion(program: Command): string {
  const names = [...program.commands.map((command) => command.name()), 'help'].join(' ');
  const cases = program.commands.map((command) => `    ${command.name()}) words="${wordsOf(command).join(' ')}" ;;`);
  return [
    '_leakline() {',
    '  local words=""',
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    `    help) words="${names}" ;;`,
    '  esac',
    `  [ "$COMP_CWORD" -eq 1 ] && words="${names} --help --version"`,
    `  COMPREPLY=( $(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}") )`,
    '}',
    'complete -o default -F _leakline leakline',
    '',
  ].join('\n');
}

/** Commands below it, long options, and the choices of arguments and options. */
function wordsOf({ commands, options, registeredArguments }: Command): readonly string[] {
  const long = options.flatMap((option) => option.long ?? []);
  const choices = [...registeredArguments, ...options].flatMap(({ argChoices }) => argChoices ?? []);
  return [...new Set([...commands.map((command) => command.name()), ...choices, ...long, '--help'])];
}

const completionExamples = `
Examples:
  $ eval "$(leakline completion bash)"                     in ~/.bashrc
  $ leakline completion zsh > ~/.leakline && . ~/.leakline`;

/** Adds `leakline completion`. */
export function addCompletionCommand(program: Command, complete: (given: CompletionArguments) => Promise<void>): void {
  program
    .command('completion')
    .description('print the completion of a shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText('after', completionExamples)
    .action((shell: Shell) => complete({ shell, program }));
}
