/** Id of the element in which a page carries its report document. `page/index.html` uses it too. */
export const documentElementId = 'leakline-document';

/** Name of the `meta` element of a live page. Its content is the address of the run's events. */
export const liveAddressName = 'leakline-live';
