package dev.mneme.memory;

import dev.mneme.agent.Actor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On whose behalf and why something is written: git.md §7.
 *
 * @param trailers of the commit, by their names in git ({@code Run-Id}, {@code Author-Kind}, …), in
 *     the order of {@link #TRAILERS}; {@link BadRequestException} if a name is unknown, a value has
 *     control characters, or {@code Author-Kind} is none of {@link #AUTHOR_KINDS}
 * @param allowSecrets whether the writer insists on content that looks like a secret
 */
public record Attribution(Actor actor, Map<String, String> trailers, boolean allowSecrets) {
  /** Every trailer that a caller may give. */
  public static final List<String> TRAILERS =
      List.of(
          "Agent-Id", "Run-Id", "Conversation-Id", "Message-Id", "Model", "Author-Kind", "Reason");

  /** What {@code Author-Kind} may be. */
  public static final Set<String> AUTHOR_KINDS =
      Set.of("agent", "reflection", "human", "import", "system");

  public Attribution {
    trailers.forEach(Attribution::require);
    trailers = inOrder(trailers);
  }

  /** Nothing is known but the actor. */
  public static Attribution of(Actor actor) {
    return new Attribution(actor, Map.of(), false);
  }

  private static void require(String name, String value) {
    if (!TRAILERS.contains(name)) {
      throw new BadRequestException("unknown trailer '%s'".formatted(name));
    }
    if (value.isBlank() || value.codePoints().anyMatch(Attribution::isForbidden)) {
      throw new BadRequestException(
          "the trailer %s must be one line of text without control characters".formatted(name));
    }
    if (name.equals("Author-Kind") && !AUTHOR_KINDS.contains(value)) {
      throw new BadRequestException(
          "the trailer Author-Kind must be agent, reflection, human, import or system, not '%s'"
              .formatted(value));
    }
  }

  /** Control characters, and the two separators that some readers take for a new line. */
  private static boolean isForbidden(int codePoint) {
    return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
  }

  private static Map<String, String> inOrder(Map<String, String> trailers) {
    Map<String, String> ordered = new LinkedHashMap<>();
    TRAILERS.stream()
        .filter(trailers::containsKey)
        .forEach(name -> ordered.put(name, trailers.get(name)));
    return Collections.unmodifiableMap(ordered);
  }
}
