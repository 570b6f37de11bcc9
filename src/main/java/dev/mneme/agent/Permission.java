package dev.mneme.agent;

import java.util.Optional;

/** What an agent may do with a shared repository. */
public enum Permission {
  /** Clone and fetch. */
  READ("read"),
  /** Push as well. */
  READ_WRITE("read_write");

  private final String word;

  Permission(String word) {
    this.word = word;
  }

  /** As Letta's API names it. */
  public String word() {
    return word;
  }

  /** The permission with that name in Letta's API. */
  public static Optional<Permission> of(String word) {
    for (Permission permission : values()) {
      if (permission.word.equals(word)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }
}
