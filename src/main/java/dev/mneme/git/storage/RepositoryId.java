package dev.mneme.git.storage;

import java.util.regex.Pattern;

/**
 * The name of a repository's log in the store: the id of the agent or the shared repository that it
 * belongs to.
 *
 * <p>Such ids are random and never given out twice, so a log that has ended is never continued by
 * another repository.
 *
 * @param value lower-case letters, digits and dashes, at most 64 characters
 */
public record RepositoryId(String value) implements Comparable<RepositoryId> {
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public RepositoryId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a repository: '%s'".formatted(value));
    }
  }

  @Override
  public int compareTo(RepositoryId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
