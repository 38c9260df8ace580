import { openPlainCode } from '../plain-code.js';

/** A class histogram names classes and no lines. */
export const openJvmCode = openPlainCode({ packageOf: () => null, isOfRuntime: () => false });
