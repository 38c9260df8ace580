import type { Mask } from '../platform/secrets/create-mask.js';
import { maskTexts } from '../recording/mask-line.js';
import type { ProfileEvent } from './profile/profile-session.js';

/** Fields that need no mask: they are made from the recording, which holds no secrets. */
const masked: readonly string[] = ['header', 'result', 'sofar'];

/** An event as reporters get it: without secrets. */
export function maskEvent<Event extends ProfileEvent>(event: Event, mask: Mask): Event {
  const kept = Object.fromEntries(Object.entries(event).filter(([field]) => masked.includes(field)));
  const told = Object.fromEntries(Object.entries(event).filter(([field]) => !masked.includes(field)));
  return { ...maskTexts(told, mask), ...kept } as Event;
}
