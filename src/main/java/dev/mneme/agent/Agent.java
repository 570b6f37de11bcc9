package dev.mneme.agent;

import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent, as far as its memory goes. Mneme runs no models: what concerns running is kept and
 * given back.
 *
 * @param hidden left out of lists if true; null where nobody said
 * @param fields every other field that a client has set, under the name of Letta's API ({@code
 *     system}, {@code model}, {@code metadata}, …)
 * @param createdAt with microseconds
 * @param updatedAt with microseconds
 */
public record Agent(
    AgentId id,
    OrganizationId organization,
    String name,
    Tags tags,
    @Nullable Boolean hidden,
    JsonMap fields,
    Instant createdAt,
    Instant updatedAt) {

  /** The tag whose presence means that the agent's memory is a git repository. */
  public static final String GIT_MEMORY_TAG = "git-memory-enabled";

  /** Whether the agent's memory is a git repository. */
  public boolean hasGitMemory() {
    return tags.contains(GIT_MEMORY_TAG);
  }

  /** The same agent without git memory. */
  public Agent withoutGitMemory() {
    List<String> others =
        tags.values().stream().filter(tag -> !tag.equals(GIT_MEMORY_TAG)).toList();
    return new Agent(
        id, organization, name, new Tags(others), hidden, fields, createdAt, updatedAt);
  }
}
