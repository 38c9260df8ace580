/** Id of the element in which a page carries its report document. `page/index.html` has it too. */
export const documentElementId = 'leakline-document';

/** Name of the `meta` element that a live page has: its content is the address of the run's events. */
export const liveAddressName = 'leakline-live';
