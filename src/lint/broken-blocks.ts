import type { SourceFile, Span } from "../hcl/index.ts";
import type { ConfigurationFile, ModuleDirectory, Place } from "../terraform/index.ts";

/** The blocks with a syntax error in some directories: what could not be read there must not be reported as missing. */
export class BrokenBlocks {
  private readonly broken: ReadonlyMap<SourceFile, ConfigurationFile>;

  constructor(directories: readonly ModuleDirectory[]) {
    const files = directories.filter(({ isBroken }) => isBroken).flatMap((directory) => directory.files);
    const withErrors = files.filter(({ parsed }) => parsed.errors.length > 0);
    this.broken = new Map(withErrors.map((file) => [file.source, file]));
  }

  /**
   * Whether a place is in such a block, whose end may be wrong because of the error, but is no later than the next
   * block.
   */
  holds({ file, start }: Place): boolean {
    const parsed = this.broken.get(file)?.parsed;
    if (!parsed) return false;
    const after = parsed.body.items.findIndex((item: Span) => item.start > start);
    const from = parsed.body.items.at(after === -1 ? -1 : after - 1)?.start ?? 0;
    const to = after === -1 ? file.text.length : (parsed.body.items[after]?.start ?? file.text.length);
    return start >= from && parsed.errors.some((error) => error.start >= from && error.start <= to);
  }
}
