package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.InvalidLabelException;
import dev.mneme.block.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Under which labels the blocks of an agent go into a new repository: all under {@code system/}.
 */
final class GitLabels {
  private GitLabels() {}

  /**
   * The label of each block in the repository.
   *
   * @throws ConflictException if two blocks would have the same
   * @throws InvalidException if one cannot be a path
   */
  static Map<Label, Block> labels(List<Block> blocks) {
    Map<Label, Block> labels = new LinkedHashMap<>();
    for (Block block : blocks) {
      Label label = label(block.label());
      Block other = labels.put(label, block);
      if (other != null) {
        throw new ConflictException(
            ("git memory cannot be enabled: the blocks '%s' and '%s' would both have the label '%s'."
                    + " Rename or detach one of them first")
                .formatted(other.label(), block.label(), label));
      }
    }
    return labels;
  }

  private static Label label(String text) {
    return of(text.startsWith(Label.SYSTEM) ? text : Label.SYSTEM + text);
  }

  /**
   * A label that is to be a path.
   *
   * @throws InvalidException if it cannot be
   */
  static Label of(String text) {
    try {
      return Label.of(text);
    } catch (InvalidLabelException e) {
      throw new InvalidException(String.valueOf(e.getMessage()));
    }
  }

  /** The same; empty if it cannot be. */
  static Optional<Label> find(String text) {
    try {
      return Optional.of(Label.of(text));
    } catch (InvalidLabelException e) {
      return Optional.empty();
    }
  }
}
