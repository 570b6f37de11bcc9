package dev.mneme.memory;

import dev.mneme.block.Block;
import org.jspecify.annotations.Nullable;

/** What the blocks {@code human} and {@code persona} are for, where nobody said. */
final class DefaultDescriptions {
  private static final String HUMAN =
      "The human block: what is known of the person in this conversation, such as name, work,"
          + " preferences and how they like to be spoken to.";
  private static final String PERSONA =
      "The persona block: who the agent is and how it behaves, in its own words.";

  private DefaultDescriptions() {}

  static Block describe(Block block) {
    String description = block.description();
    String text = description == null ? of(block.label()) : description;
    return new Block(
        block.id(),
        block.label(),
        block.value(),
        text,
        block.limit(),
        block.readOnly(),
        block.metadata(),
        block.hidden(),
        block.tags(),
        block.template());
  }

  private static @Nullable String of(String label) {
    return switch (label) {
      case "human", "system/human" -> HUMAN;
      case "persona", "system/persona" -> PERSONA;
      default -> null;
    };
  }
}
