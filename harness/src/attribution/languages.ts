import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { OpenCode } from './code-reader.js';
import { goAdvice } from './go/advice.js';
import { openGoCode } from './go/open-code.js';
import { jvmAdvice } from './jvm/advice.js';
import { openJvmCode } from './jvm/open-code.js';
import type { LanguageAdvice } from './language-advice.js';
import { nodeAdvice } from './node/advice.js';
import { openNodeCode } from './node/open-code.js';
import { pythonAdvice } from './python/advice.js';
import { openPythonCode } from './python/open-code.js';

/** What naming a line needs to know of the language that a runtime runs. */
interface Language {
  readonly openCode: OpenCode;
  readonly advice: LanguageAdvice;
}

export const languages: Readonly<Record<RuntimeKind, Language>> = {
  node: { openCode: openNodeCode, advice: nodeAdvice },
  python: { openCode: openPythonCode, advice: pythonAdvice },
  go: { openCode: openGoCode, advice: goAdvice },
  jvm: { openCode: openJvmCode, advice: jvmAdvice },
};
