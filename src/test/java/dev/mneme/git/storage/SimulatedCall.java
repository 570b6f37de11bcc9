package dev.mneme.git.storage;

import dev.mneme.objects.StoreUnavailableException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call to the store on its way: asked, then done by the store, then answered. Each of the three
 * happens when the scheduler says so, or never.
 */
final class SimulatedCall<T> {
  private final Supplier<String> what;
  private final Kind kind;
  private final Supplier<T> effect;
  private final Function<T, String> shown;
  private @Nullable T answer;
  private boolean timedOut;

  /** What calls differ in for a scheduler. */
  enum Kind {
    GET,
    LIST,
    CHANGE
  }

  /**
   * A call that is asked.
   *
   * @param what is asked, for the trace
   * @param effect what the store does
   * @param shown the answer, for the trace
   */
  SimulatedCall(Supplier<String> what, Kind kind, Supplier<T> effect, Function<T, String> shown) {
    this.what = what;
    this.kind = kind;
    this.effect = effect;
    this.shown = shown;
  }

  String what() {
    return what.get();
  }

  Kind kind() {
    return kind;
  }

  /** Whether the store is another one afterwards. */
  boolean changes() {
    return kind == Kind.CHANGE;
  }

  boolean isDone() {
    return answer != null;
  }

  /** Lets the store do it, and keeps the answer. */
  void perform() {
    answer = effect.get();
  }

  /**
   * Lets the store do it, once more or after everybody has stopped waiting.
   *
   * @return what nobody hears, for the trace
   */
  String performLate() {
    return shown.apply(effect.get());
  }

  String answer() {
    return shown.apply(Objects.requireNonNull(answer));
  }

  void timeOut() {
    timedOut = true;
  }

  /** What the caller is told. */
  T result() {
    if (timedOut) {
      throw new StoreUnavailableException("simulated time-out of " + what());
    }
    return Objects.requireNonNull(answer);
  }
}
