/**
 * How deep a second pass looks. `counts`: things that are counted exactly. `buffers`: bytes whose buffers have a creation
 * stack of their own. `heap`: bytes that grow among many others, so that it has to be looked at what the heap holds.
 */
export type DiagnoseDepth = 'counts' | 'buffers' | 'heap';
