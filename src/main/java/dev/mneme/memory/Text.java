package dev.mneme.memory;

import dev.mneme.block.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts as they may be stored: without NUL, which SQL and git's tools cannot hold. */
final class Text {
  private Text() {}

  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  static @Nullable String cleanOrNull(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  static Tags clean(Tags tags) {
    List<String> cleaned = tags.values().stream().map(Text::clean).toList();
    return cleaned.equals(tags.values()) ? tags : Tags.of(cleaned);
  }
}
