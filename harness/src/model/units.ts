const KiB = 1024;
export const MiB = 1024 * KiB;

/** As people call a limit: `512 MB` of 536,870,912 bytes. */
export const wholeMegabytes = (bytes: number): string => `${Math.round(bytes / MiB)} MB`;
