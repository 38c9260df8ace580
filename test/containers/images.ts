import { runOrFail, runTracked } from './run-tracked.js';
import type { Session } from './session.js';
import { createStandIns } from './stand-ins/create-stand-ins.js';
import type { Role } from './stand-ins/recipes.js';

export interface Images {
  /** Names of our own: nothing of ours carries the name of an official image. */
  readonly names: Readonly<Record<Role, string>>;
  readonly descriptions: readonly { readonly role: Role; readonly description: string }[];
}

const official: Readonly<Record<Role, string>> = {
  node: 'node:24-bookworm-slim',
  'node-full': 'node:24-bookworm',
  postgres: 'postgres:17',
  redis: 'redis:7-alpine',
};
const roles = Object.keys(official) as readonly Role[];

/** The official image under a label of ours, or null where it is not there and cannot be pulled. */
async function labelOfficial(session: Session, role: Role): Promise<string | null> {
  const image = official[role];
  const { exitCode } = await runTracked(session, ['docker', 'image', 'inspect', image]);
  if (exitCode !== 0) {
    const pulled = await runTracked(session, ['docker', 'pull', '--quiet', image]);
    if (pulled.exitCode !== 0) return null;
    session.tell('pulled', image);
  }
  const name = `leakline-test/${role}:${session.tag}`;
  const build = ['docker', 'build', '--tag', name, '--label', session.label, '-'] as const;
  await runOrFail(session, build, { env: session.engine.environment, input: `FROM ${image}\n` });
  return name;
}

/** The four images that compose file and provider `docker` start from: official where possible, else stand-ins. */
export async function prepareImages(session: Session): Promise<Images> {
  const found = await Promise.all(roles.map(async (role) => [role, await labelOfficial(session, role)] as const));
  const missing = found.flatMap(([role, name]) => (name === null ? [role] : []));
  const standIns = missing.length === 0 ? null : await createStandIns(session);
  const rows = found.map(([role, name]) => {
    if (name !== null) return { role, name, description: official[role] };
    if (standIns === null) throw new Error(`There is no image for ${role}`);
    const { name: standIn, content } = standIns[role];
    return {
      role,
      name: standIn,
      description: `stand-in for ${official[role]}, which could not be pulled: ${content}`,
    };
  });
  const nameOf = (role: Role): string => rows.find((row) => row.role === role)?.name ?? '';
  return {
    names: {
      node: nameOf('node'),
      'node-full': nameOf('node-full'),
      postgres: nameOf('postgres'),
      redis: nameOf('redis'),
    },
    descriptions: rows,
  };
}
