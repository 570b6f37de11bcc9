package dev.mneme.git.storage;

import com.google.errorprone.annotations.FormatMethod;

/** An invariant of the log does not hold. */
final class SimulationViolation extends Error {
  private static final long serialVersionUID = 1L;

  SimulationViolation(String message) {
    super(message);
  }

  @FormatMethod
  static void unless(boolean holds, String message, Object... facts) {
    if (!holds) {
      throw new SimulationViolation(message.formatted(facts));
    }
  }
}
