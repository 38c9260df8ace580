import { serviceKinds } from '../model/services/service-kind.js';
import type { WantedServices } from '../model/services/service-options.js';
import type { ResolvedTarget } from './resolved-config.js';

/** A setting that wants a fixed port. Services keep theirs for the whole run, targets run one after the other. */
interface Claim {
  readonly setting: string;
  readonly port: number;
}

const claimOf = (setting: string, port: number | null | undefined): readonly Claim[] =>
  port === null || port === undefined ? [] : [{ setting, port }];

function claimsOf({ name, launch, proxy }: ResolvedTarget): readonly Claim[] {
  return [
    ...claimOf(`port of target "${name}"`, launch.kind === 'spawn' ? launch.port : null),
    ...claimOf(`port of the proxy of target "${name}"`, proxy?.kind === 'spawn' ? proxy.port : null),
  ];
}

/** Fixed ports that two programs would listen on at the same time. */
export function portProblems(targets: readonly ResolvedTarget[], services: WantedServices): readonly string[] {
  const ofServices = serviceKinds.flatMap((kind) => claimOf(`services.${kind}.port`, services[kind]?.port));
  const groups = [ofServices, ...targets.map((target) => [...ofServices, ...claimsOf(target)])];
  const problems = groups.flatMap((claims) =>
    claims.flatMap((claim, index) => {
      const other = claims.slice(0, index).find(({ port }) => port === claim.port);
      return other === undefined ? [] : [`${claim.setting}: ${claim.port} is also ${other.setting}; give each its own`];
    }),
  );
  return [...new Set(problems)];
}
