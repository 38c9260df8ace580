import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The command that opens a file with the program that the user prefers, by platform. */
const openers: Readonly<Record<string, readonly [program: string, ...before: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a file as a double click would. Returns false if no program could be started for it. */
export async function openFile(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): Promise<boolean> {
  const [program, ...before] = openers[platform] ?? ['xdg-open'];
  const child = spawn(program, [...before, file], { detached: true, stdio: 'ignore', env: environment });
  // The program goes on after we end.
  child.unref();
  return once(child, 'spawn').then(
    () => true,
    () => false,
  );
}
