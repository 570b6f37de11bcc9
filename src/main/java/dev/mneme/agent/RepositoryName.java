package dev.mneme.agent;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a shared repository, which is a folder in the checkouts of its agents.
 *
 * @param value 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}; not {@code .}, {@code
 *     ..} or {@code memory}, the folder of an agent's own memory
 */
public record RepositoryName(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Set<String> TAKEN = Set.of(".", "..", "memory");

  public RepositoryName {
    if (!isName(value)) {
      throw new IllegalArgumentException("not the name of a repository: '%s'".formatted(value));
    }
  }

  /** Whether a text can be such a name. */
  public static boolean isName(String text) {
    return SYNTAX.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
  }

  /** What must be unique: some file systems tell names apart by case, some do not. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
