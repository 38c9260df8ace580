import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What opens a file with the program that the user likes, by platform. */
const openers: Readonly<Record<string, readonly [program: string, ...before: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a file as a double click would. False where nothing could be started that does it. */
export async function openFile(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): Promise<boolean> {
  const [program, ...before] = openers[platform] ?? ['xdg-open'];
  const child = spawn(program, [...before, file], { detached: true, stdio: 'ignore', env: environment });
  // The browser outlives us.
  child.unref();
  return once(child, 'spawn').then(
    () => true,
    () => false,
  );
}
