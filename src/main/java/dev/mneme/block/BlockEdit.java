package dev.mneme.block;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides which keys of a file a change of its block touches. */
final class BlockEdit {
  private final Header.Present header;
  private final BlockContent before;
  private final BlockContent after;
  private final FrontmatterEdit edit;

  private BlockEdit(Header.Present header, BlockContent before, BlockContent after) {
    this.header = header;
    this.before = before;
    this.after = after;
    this.edit = new FrontmatterEdit(header);
  }

  static FrontmatterEdit of(Header.Present header, BlockContent before, BlockContent after) {
    BlockEdit plan = new BlockEdit(header, before, after);
    plan.description();
    plan.limit();
    plan.readOnly();
    plan.metadata();
    return plan.edit;
  }

  private void description() {
    boolean said =
        header.fields().hasDescription()
            && Objects.equals(header.fields().description(), after.description());
    if (!Objects.equals(before.description(), after.description()) && !said) {
      edit.set(Header.Key.DESCRIPTION, after.description());
    }
  }

  private void limit() {
    // REST takes any number for a limit, a file only a positive one.
    if (before.limitChars() != after.limitChars() && after.limitChars() > 0) {
      setIfPresent(Header.Key.LIMIT, header.fields().limitChars(), after.limitChars());
    }
  }

  private void metadata() {
    if (!before.metadata().equals(after.metadata())) {
      setIfPresent(Header.Key.METADATA, header.fields().metadata(), after.metadata());
    }
  }

  /** Only true is ever written; frontmatter that would be left empty says the description. */
  private void readOnly() {
    boolean said = Objects.equals(header.fields().readOnly(), after.readOnly());
    if (before.readOnly() == after.readOnly() || said) {
      return;
    }
    if (after.readOnly()) {
      edit.set(Header.Key.READ_ONLY, true);
    } else if (header.find(Header.Key.READ_ONLY) != null) {
      edit.remove(Header.Key.READ_ONLY);
      if (header.root().entries().size() == 1) {
        edit.set(Header.Key.DESCRIPTION, after.description());
      }
    }
  }

  private void setIfPresent(String key, @Nullable Object said, Object wanted) {
    if (header.find(key) != null && !wanted.equals(said)) {
      edit.set(key, wanted);
    }
  }
}
