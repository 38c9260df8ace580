import { Argument, type Command, type Option } from 'commander';
import type { ExitCode } from '../internal.js';
import type { CliContext } from './cli-context.js';

const shells = ['bash', 'zsh', 'fish'] as const;

type Shell = (typeof shells)[number];

export interface CompletionArguments {
  readonly shell: Shell;
  readonly program: Command;
}

/** `leakline completion`: prints what a shell needs to complete commands, options and choices. */
export async function completionCommand(given: CompletionArguments, { output }: CliContext): Promise<ExitCode> {
  output.stdout.write(scripts[given.shell](given.program));
  return 0;
}

// Zsh understands the completions of bash once it is told to. Its own set-up is only run if it has not been run yet. A
// second run would ask about folders.
const zshPreamble = `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
autoload -Uz bashcompinit && bashcompinit
`;

const scripts: Readonly<Record<Shell, (program: Command) => string>> = {
  bash: bashCompletion,
  zsh: (program) => zshPreamble + bashCompletion(program),
  fish: fishCompletion,
};

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

/** Words that may follow a command: commands below it, long options, and the choices of arguments and options. */
function wordsOf({ commands, options, registeredArguments }: Command): readonly string[] {
  const long = options.flatMap((option) => option.long ?? []);
  const choices = [...registeredArguments, ...options].flatMap(({ argChoices }) => argChoices ?? []);
  return [...new Set([...commands.map((command) => command.name()), ...choices, ...long, '--help'])];
}

/** Between single quotes, only `\` and `'` have a meaning. */
const quoteFish = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fishCompletion(program: Command): string {
  const commands = program.commands.map(
    (command) => `-n __fish_use_subcommand -f -a ${command.name()} -d ${quoteFish(command.description())}`,
  );
  const names = program.commands.map((command) => command.name()).join(' ');
  return [
    ...commands,
    `-n __fish_use_subcommand -f -a help -d 'help for a command'`,
    `-n '__fish_seen_subcommand_from help' -f -a ${quoteFish(names)}`,
    '-n __fish_use_subcommand -l version',
    '-l help',
    ...program.commands.flatMap(fishWordsOf),
  ]
    .map((line) => `complete -c leakline ${line}\n`)
    .join('');
}

function fishWordsOf(command: Command): readonly string[] {
  const condition = `-n '__fish_seen_subcommand_from ${command.name()}'`;
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const options = command.options.flatMap((option) => (option.long === undefined ? [] : [fishOption(option)]));
  return [...(choices.length === 0 ? [] : [`-f -a ${quoteFish(choices.join(' '))}`]), ...options].map(
    (words) => `${condition} ${words}`,
  );
}

function fishOption({ long, description, required, argChoices }: Option): string {
  const value = argChoices === undefined ? '' : ` -x -a ${quoteFish(argChoices.join(' '))}`;
  const needsValue = required && value === '' ? ' -r' : '';
  return `-l ${long?.replace(/^--/, '')}${needsValue}${value} -d ${quoteFish(description)}`;
}

const completionExamples = `
Examples:
  $ eval "$(leakline completion bash)"                     in ~/.bashrc
  $ eval "$(leakline completion zsh)"                      in ~/.zshrc
  $ leakline completion fish > ~/.config/fish/completions/leakline.fish`;

/** Adds `leakline completion`. */
export function addCompletionCommand(program: Command, complete: (given: CompletionArguments) => Promise<void>): void {
  program
    .command('completion')
    .description('print the completion of a shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText('after', completionExamples)
    .action((shell: Shell) => complete({ shell, program }));
}
