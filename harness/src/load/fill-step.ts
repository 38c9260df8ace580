import type { RequestTemplate } from '../model/endpoint.js';
import type { Unit } from './block-tally.js';
import { fillTemplate, isTemplated, type WireRequest } from './request-template.js';
import type { ClientSession } from './session/client-session.js';
import { layeredValues } from './session/session-state.js';
import type { UnitValues } from './session/unit-values.js';

export type FillStep = (step: RequestTemplate, unit: Unit) => WireRequest;

/** Makes the requests of one client, by its steps. What never changes is made once. */
export function createFiller(
  steps: readonly RequestTemplate[],
  session: ClientSession,
  unitValues: UnitValues,
): FillStep {
  const templated = new Set(steps.filter(isTemplated));
  const fixed = new Map<RequestTemplate, WireRequest>();
  const fill = (step: RequestTemplate, unit: Unit): WireRequest =>
    fillTemplate(step, layeredValues([() => unit.captured, ...session.layers], unit.n, unitValues));
  return (step, unit) => {
    const request = fixed.get(step) ?? fill(step, unit);
    if (!templated.has(step)) fixed.set(step, request);
    return session.withCookies(request);
  };
}
