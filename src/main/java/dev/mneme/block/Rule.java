package dev.mneme.block;

import static dev.mneme.block.Severity.REJECTED;
import static dev.mneme.block.Severity.WARNING;

import org.jspecify.annotations.Nullable;

/** The table of rules about content: what each mode makes of a breach. */
enum Rule {
  UNSAFE_PATH("path/unsafe", REJECTED, REJECTED, Reach.EVERYWHERE),
  SYMBOLIC_LINK("path/symlink", REJECTED, REJECTED, Reach.EVERYWHERE),
  SUBMODULE("path/submodule", REJECTED, REJECTED, Reach.EVERYWHERE),
  FSCK("tree/fsck", REJECTED, REJECTED, Reach.EVERYWHERE),
  BLOCK_FILE_SIZE("size/block-file", REJECTED, REJECTED, Reach.EVERYWHERE),
  FILE_SIZE("size/file", REJECTED, REJECTED, Reach.EVERYWHERE),
  TREE_SIZE("size/tree", REJECTED, REJECTED, Reach.EVERYWHERE),
  PACK_SIZE("size/pack", REJECTED, REJECTED, Reach.EVERYWHERE),
  READ_ONLY_KEY("read-only/key", REJECTED, REJECTED, Reach.PUSH),
  READ_ONLY_FILE("read-only/file", REJECTED, REJECTED, Reach.PUSH),
  NO_FRONTMATTER("frontmatter/missing", WARNING, REJECTED, Reach.MEMORY),
  NOT_CLOSED("frontmatter/not-closed", WARNING, REJECTED, Reach.MEMORY),
  NOT_YAML("frontmatter/not-yaml", WARNING, REJECTED, Reach.MEMORY),
  DESCRIPTION("frontmatter/description", WARNING, REJECTED, Reach.MEMORY),
  // Our own REST writes add no limit, so that demanding one would close strict mode to REST.
  LIMIT_MISSING("frontmatter/limit-missing", null, REJECTED, Reach.PUSH),
  LIMIT("frontmatter/limit", WARNING, REJECTED, Reach.MEMORY),
  VALUE_LIMIT("value/limit", WARNING, REJECTED, Reach.MEMORY),
  UNKNOWN_KEY("frontmatter/unknown-key", WARNING, REJECTED, Reach.MEMORY),
  // Not in the table of the hook, which looks at neither: said, and never refused.
  WRONG_TYPE("frontmatter/wrong-type", WARNING, WARNING, Reach.MEMORY),
  NOT_TEXT("file/not-text", WARNING, WARNING, Reach.MEMORY),
  FLAT_SKILL("path/skill-folder", WARNING, REJECTED, Reach.MEMORY),
  // A checkout on a disk that knows no case breaks on any branch.
  PATH_CLASH("path/clash", WARNING, REJECTED, Reach.EVERYWHERE);

  private final String id;
  private final @Nullable Severity standard;
  private final Severity strict;
  private final Reach reach;

  Rule(String id, @Nullable Severity standard, Severity strict, Reach reach) {
    this.id = id;
    this.standard = standard;
    this.strict = strict;
    this.reach = reach;
  }

  String id() {
    return id;
  }

  /** What a breach means here; null if nothing. */
  @Nullable Severity severity(RulesContext context) {
    if (!reach.includes(context)) {
      return null;
    }
    return context.mode() == RulesMode.STRICT ? strict : standard;
  }

  /** Where a rule holds. */
  private enum Reach {
    EVERYWHERE,
    MEMORY,
    PUSH;

    boolean includes(RulesContext context) {
      return switch (this) {
        case EVERYWHERE -> true;
        case MEMORY -> context.scope() == Scope.MEMORY;
        case PUSH -> context.scope() == Scope.MEMORY && context.door() == Door.PUSH;
      };
    }
  }
}
