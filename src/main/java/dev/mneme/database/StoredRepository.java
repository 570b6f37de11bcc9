package dev.mneme.database;

import dev.mneme.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * How far the log of an agent's repository has been taken over.
 *
 * @param position the record up to which the rows are those of the repository; {@link
 *     LogPosition#NONE} while only a mark is there
 * @param pending the largest record that somebody began to write
 * @param tip the commit of {@code main} at that record, in hex, or null
 */
public record StoredRepository(
    AgentId agent, LogPosition position, long pending, @Nullable String tip) {
  /** Whether the rows may be older than the log. Nobody clears this: reaching it does. */
  public boolean isDirty() {
    return pending > position.seq();
  }
}
