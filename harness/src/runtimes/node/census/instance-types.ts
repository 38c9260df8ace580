/** The names of an application's objects in reports. */
export type ObjectKind =
  | 'Object'
  | 'Array'
  | 'Map'
  | 'Set'
  | 'WeakReference'
  | 'Function'
  | 'Promise'
  | 'Generator'
  | 'Date'
  | 'RegExp'
  | 'Error'
  | 'ArrayBuffer'
  | 'TypedArray'
  | 'Native'
  | 'Context'
  | 'String'
  | 'Symbol'
  | 'Number'
  | 'Other';

/**
 * Whose memory the objects of a type of V8 are. An `ObjectKind`: the application's, and counted. `part`: the
 * application's, but a part of an object that is counted already. `code`: V8's own. V8 makes them to run code, and they
 * come and go with optimisation. `outside`: not in V8's heap.
 */
export type TypeOwner = ObjectKind | 'part' | 'code' | 'outside';

/**
 * The owners of V8's instance types, by their names in `V8.GC_Objects_Stats` of V8 11 to 14 (Node.js 20 to 26), without
 * `_TYPE` at the end. The first row that matches counts. The rows are patterns, because the names differ between
 * versions of V8. A name that matches no row is unknown, and its bytes are judged as if they were the application's.
 * Source: V8's `src/heap/object-stats.h` and `src/objects/instance-type.h`. We made a thousand objects of each kind in
 * Node.js 20, 22, 24 and 26, and saw what they are counted as.
 */
export const typeOwners: readonly (readonly [pattern: RegExp, owner: TypeOwner])[] = [
  // The text of external strings and of scripts is outside of the heap.
  [/^(STRING_EXTERNAL_RESOURCE|SCRIPT_SOURCE_EXTERNAL)_/, 'outside'],

  // Literals that V8 keeps to copy them, and the caches of its own functions.
  [/BOILERPLATE/, 'code'],
  [/^(NUMBER_STRING|DOUBLE_STRING|STRING_SPLIT|REGEXP_MULTIPLE)_CACHE$/, 'code'],
  [/^SINGLE_CHARACTER_STRING_TABLE$/, 'code'],

  // The application's objects.
  [/^JS_(OBJECT|OBJECT_WITH_EMBEDDER_SLOTS|PROXY|ARGUMENTS_OBJECT|PRIMITIVE_WRAPPER)$/, 'Object'],
  [/^JS_ARRAY$/, 'Array'],
  [/^JS_MAP$/, 'Map'],
  [/^JS_SET$/, 'Set'],
  [/^JS_(WEAK_.*|FINALIZATION_REGISTRY)$/, 'WeakReference'],
  [/^JS_.*(FUNCTION|CONSTRUCTOR)$/, 'Function'],
  [/_CONSTRUCTOR$/, 'Function'],
  [/^JS_PROMISE$/, 'Promise'],
  [/^JS_.*(GENERATOR|ASYNC_FUNCTION)_OBJECT$/, 'Generator'],
  [/^JS_DATE$/, 'Date'],
  [/^JS_REG_EXP$/, 'RegExp'],
  [/^JS_ERROR$/, 'Error'],
  [/^JS_.*ARRAY_BUFFER$/, 'ArrayBuffer'],
  [/^JS_.*(TYPED_ARRAY|DATA_VIEW)$/, 'TypedArray'],
  [/^JS_.*(API_OBJECT|EXTERNAL_OBJECT)$/, 'Native'],
  [/^JS_COLLECTION_TABLE$/, 'part'],
  [/^JS_/, 'Other'],
  [/^WASM_.*_OBJECT$/, 'Native'],
  [/^WASM_/, 'part'],
  [/_CONTEXT$/, 'Context'],
  [/^(THIN|INTERNALIZED)_/, 'part'],
  [/INTERNALIZED_.*STRING$/, 'part'],
  [/(^|_)STRING$/, 'String'],
  [/^SYMBOL$/, 'Symbol'],
  [/^(BIG_INT_BASE|HEAP_NUMBER)$/, 'Number'],

  // Shapes of objects. Objects with a prototype or properties of their own have a shape of their own and keep it.
  [/^(MAP|MAP_STABLE|MAP_DICTIONARY|DESCRIPTOR_ARRAY)$/, 'part'],

  // What code is made of. These rows come before the parts, because some names end alike.
  [/^(FEEDBACK|CLOSURE_FEEDBACK|BYTECODE|TRUSTED|PROTECTED|OPTIMIZED|DEOPTIMIZATION|DEPENDENT)/, 'code'],
  [/^(CODE|BASELINE|MAGLEV|TURBOFAN|TURBOSHAFT|REGEXP|BUILTIN|INSTRUCTION_STREAM|RELOC_INFO|C_WASM)/, 'code'],
  [/^(EMBEDDED_OBJECT|OBJECT_TO_CODE|WEAK_NEW_SPACE_OBJECT_TO_CODE|BYTE_ARRAY|INTERPRETED_FUNCTION)$/, 'code'],
  [/^(SCRIPT|SCOPE_INFO|SHARED_FUNCTION|UNCOMPILED|PREPARSE|SOURCE_POSITION|INTERPRETER|COVERAGE|DEBUG|BREAK)/, 'code'],
  [/^(MAP_|RETAINED_MAPS|DEPRECATED_DESC|STRONG_DESC|WASTED_DESC|TRANSITION|ENUM_)/, 'code'],
  [/^PROTOTYPE_/, 'code'],
  [/^(LOAD_HANDLER|STORE_HANDLER|MEGA_DOM_HANDLER|CALL_HANDLER|ALLOCATION|CELL$|SLOT)/, 'code'],
  [
    /^(FUNCTION_TEMPLATE|OBJECT_TEMPLATE|DICTIONARY_TEMPLATE|TEMPLATE_OBJECT|INTERCEPTOR|ACCESS_CHECK|ACCESSOR_INFO)/,
    'code',
  ],
  [
    /^(WEAK_ARRAY_LIST|WEAK_FIXED_ARRAY|ARRAY_LIST|SERIALIZED_OBJECTS|NAME_TO_INDEX_HASH_TABLE|CLASS_POSITIONS)$/,
    'code',
  ],
  [/^(ATOM_REG_EXP|IR_REG_EXP|REG_EXP)_DATA/, 'code'],
  [/^(HOLE|ODDBALL|FILLER|FREE_SPACE|FOR_TESTING.*|ON_HEAP_BASIC_BLOCK.*)$/, 'code'],
  [/^(SMI_|TUPLE2|SORT_STATE|ABSTRACT_|EXPORTED_SUB|INTERNAL_CLASS|CONST_TRACKING)/, 'code'],

  // Parts of the application's objects.
  [/(^|_)(ELEMENTS|PROPERTY_ARRAY|PROPERTY_DICTIONARY|PROPERTIES|ENTRIES)$/, 'part'],
  [/^(FIXED_ARRAY|FIXED_DOUBLE_ARRAY|PROPERTY_ARRAY|COW_ARRAY|EMBEDDER_DATA_ARRAY|EXTERNAL_POINTER_ARRAY)$/, 'part'],
  [/(^|_)(HASH_TABLE|HASH_MAP|HASH_SET|DICTIONARY|SYMBOL_TABLE)$/, 'part'],
  [/^(PROMISE_|CALLABLE_TASK|CALLBACK_TASK|ASYNC_GENERATOR_REQUEST|AWAIT_)/, 'part'],
  [/^(CALL_SITE_INFO|ERROR_STACK_DATA|STACK_FRAME_INFO|STACK_TRACE_INFO|REG_EXP_MATCH_INFO)$/, 'part'],
  [/^(ACCESSOR_PAIR|PROPERTY_CELL|PROPERTY_DESCRIPTOR_OBJECT|CONTEXT_.*CELL|WEAK_CELL|FOREIGN)$/, 'part'],
  [/^(ALIASED_ARGUMENTS_ENTRY|CPP_HEAP_EXTERNAL_OBJECT|ASM_WASM_DATA)$/, 'part'],
  [/^(SOURCE_TEXT_MODULE|SYNTHETIC_MODULE|MODULE_REQUEST)/, 'part'],
];
