import { Argument, type Command } from 'commander';
import { printScript, shells } from '../completion-scripts.ts';

type Shell = (typeof shells)[number];

export function define(command: Command): void {
  command
    .description(
      'Prints what completes butler in a shell: commands, options, tasks, runs, sections and settings. For bash: butler completion bash >> ~/.bashrc, and likewise for zsh; for fish: butler completion fish > ~/.config/fish/completions/butler.fish',
    )
    .addArgument(new Argument('<shell>', 'which').choices(shells))
    .action((shell: Shell) => printScript(shell));
}
