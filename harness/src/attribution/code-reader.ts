import type { Called, RawFrame, RetainerLink, SourceFrame } from '../model/evidence.js';
import type { RawEvidence } from './raw-evidence.js';

/** Reads the code that the evidence is about: whose it is, where its author wrote it, and what stands there. */
export interface CodeReader {
  /** The frame in its author's source. */
  resolve(frame: RawFrame): SourceFrame;
  /** The path to show for the source of this file. */
  sourceFile(file: string): string;
  /** Whether the file was installed, and does not belong to a package that counts as own code. */
  isPackageFile(file: string): boolean;
  /** The code around a frame, with a key for its place. Null when its text cannot be found. */
  codeAround(frame: RawFrame): { readonly key: string; readonly text: string } | null;
  /** What is called at a frame. Null when it cannot be read. */
  calledAt(frame: RawFrame): Called | null;
  /**
   * Where the code puts new members into what grew, innermost place first. Empty when no such place is found.
   *
   * @param seen frames of own code that were seen to allocate.
   */
  keptAt(retainers: readonly RetainerLink[], seen: readonly RawFrame[]): readonly RawFrame[];
  /** Where the code creates objects of a class. Null unless there is exactly one place. */
  createdAt(className: string, retainers: readonly RetainerLink[]): RawFrame | null;
  /** Sentences about the files of own code whose source could not be found. */
  limits(): readonly string[];
}

/**
 * Opens the code of one runtime.
 *
 * @param mainScripts of all processes of the target.
 * @param cwd folder that paths are shown relative to.
 */
export type OpenCode = (raw: RawEvidence, mainScripts: readonly string[], cwd: string) => CodeReader;
