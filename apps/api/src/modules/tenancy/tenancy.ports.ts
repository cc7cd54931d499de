/** Tells every node that the directory has changed. Whoever does not hear of it finds out by asking, a little later. */
export abstract class DirectoryNews {
  /** Never rejects, and does not wait long. */
  abstract publish(): Promise<void>;
  /** Calls at each change, and whenever some may have been missed. */
  abstract follow(onChange: () => void): Promise<void>;
  abstract leave(): Promise<void>;
}
