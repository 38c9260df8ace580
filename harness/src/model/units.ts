const KiB = 1024;
export const MiB = 1024 * KiB;

/** A limit as people call it: `512 MB` for 536,870,912 bytes. */
export const wholeMegabytes = (bytes: number): string => `${Math.round(bytes / MiB)} MB`;
