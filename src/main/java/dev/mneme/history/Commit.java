package dev.mneme.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit.
 *
 * @param id in hex
 * @param parents their ids; none of the first commit, more than one of a merge
 * @param committedAt with seconds; what whoever made the commit claims
 */
public record Commit(
    String id,
    List<String> parents,
    Message message,
    String authorName,
    String authorEmail,
    Instant committedAt) {
  /** The trailer that says what kind of author it was. */
  public static final String AUTHOR_KIND = "Author-Kind";

  /** The trailer that says in which run of the agent it was made. */
  public static final String RUN = "Run-Id";

  /** The address that a commit of the server gives to an actor. */
  private static final Pattern ACTOR = Pattern.compile("(user-[0-9a-f-]{36})@letta\\.ai");

  public Commit {
    parents = List.copyOf(parents);
  }

  /** The value of a trailer, whatever the case of its name. */
  public Optional<String> trailer(String name) {
    return message.trailers().entrySet().stream()
        .filter(trailer -> trailer.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** {@code agent}, {@code human}, …, where the commit says so. */
  public Optional<String> authorKind() {
    return trailer(AUTHOR_KIND);
  }

  /** The actor that wrote it over REST; empty for one who pushed. */
  public Optional<String> authorId() {
    Matcher actor = ACTOR.matcher(authorEmail);
    return actor.matches() ? Optional.of(actor.group(1)) : Optional.empty();
  }
}
