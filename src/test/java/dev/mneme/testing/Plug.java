package dev.mneme.testing;

import dev.mneme.objects.StoreUnavailableException;
import java.util.function.Predicate;

/**
 * The plug of a store, as far as some keys go: out from a chosen call on, until it is put in again.
 * Thread-safe.
 */
public final class Plug implements InterceptedObjectStore.Hook {
  private static final int NEVER = Integer.MAX_VALUE;
  private final Predicate<String> keys;
  private int calls;
  private int last = NEVER;
  private Moment moment = Moment.BEFORE;

  /**
   * In.
   *
   * @param keys tells which keys, or prefixes of lists, it counts and cuts off
   */
  public Plug(Predicate<String> keys) {
    this.keys = keys;
  }

  /**
   * Will be out from a call on: before that call has its effect, or before it is answered.
   *
   * @param call its number from now on, from 1 on
   */
  public synchronized void pullAt(int call, Moment when) {
    calls = 0;
    last = call;
    moment = when;
  }

  /** In again. */
  public synchronized void putIn() {
    last = NEVER;
  }

  /** Counts from zero again. */
  public synchronized void reset() {
    calls = 0;
  }

  /** How many calls there were. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public synchronized void at(Operation operation, Moment now, String key) {
    if (!keys.test(key)) {
      return;
    }
    if (now == Moment.BEFORE) {
      calls++;
    }
    if (calls > last || (calls == last && now == moment)) {
      throw new StoreUnavailableException("unplugged %s %s of '%s'".formatted(now, operation, key));
    }
  }
}
