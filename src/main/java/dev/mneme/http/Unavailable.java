package dev.mneme.http;

import dev.mneme.database.DatabaseBusyException;
import dev.mneme.database.DatabaseUnavailableException;
import dev.mneme.git.storage.OutcomeUnknownException;
import dev.mneme.git.storage.StaleStateException;
import dev.mneme.objects.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * What callers are told when the database or the object store gives no answer for now.
 *
 * @param retryAfter when to try again
 */
public record Unavailable(String sentence, Duration retryAfter) {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String NO_ANSWER = "the object store gave no answer; try again in a moment";
  private static final String UNDECIDED =
      "the object store did not say whether the write has happened (outcome unknown); read again"
          + " before you repeat it";
  private static final String MOVED = "its log was tidied up while it was read; try again";
  private static final String BUSY =
      "another process is writing to the database; try again in a moment";
  private static final String NO_DATABASE = "the database gave no answer; try again in a moment";

  /** What to say of a failure; empty if it is of another kind. */
  public static Optional<Unavailable> of(Throwable failure) {
    return switch (failure) {
      case DatabaseBusyException busy -> Optional.of(because(BUSY, SOON));
      case DatabaseUnavailableException gone -> Optional.of(because(NO_DATABASE, SOON));
      case StoreUnavailableException gone -> Optional.of(because(NO_ANSWER, SOON));
      case OutcomeUnknownException unknown -> Optional.of(because(UNDECIDED, SOON));
      case StaleStateException stale -> Optional.of(because(MOVED, SOON));
      default -> Optional.empty();
    };
  }

  static Unavailable because(String why, Duration retryAfter) {
    return new Unavailable("The memory is temporarily unavailable: " + why, retryAfter);
  }
}
