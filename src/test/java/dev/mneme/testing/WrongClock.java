package dev.mneme.testing;

import java.time.Instant;

/** What no class may do: {@code ArchitectureTest} shows that its rule notices. */
public final class WrongClock {
  private WrongClock() {}

  /** Asks the machine for the time. */
  public static Instant now() {
    return Instant.now();
  }
}
