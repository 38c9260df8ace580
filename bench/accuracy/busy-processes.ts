import { spawn } from 'node:child_process';

/** Keeps one core busy, and ends when the process that started it is gone. */
const program = `
  const parent = process.ppid;
  while (process.ppid === parent) for (let i = 0; i < 1e8; i++);
`;

/** Starts processes that compete with what is measured for the cores of the machine. */
export function startBusyProcesses(count: number): { readonly stop: () => void } {
  const processes = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--eval', program], { stdio: 'ignore' }),
  );
  return {
    stop: () => {
      for (const each of processes) each.kill('SIGKILL');
    },
  };
}
