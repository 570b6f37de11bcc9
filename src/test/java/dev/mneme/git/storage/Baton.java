package dev.mneme.git.storage;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The right to run: of all threads that share a baton, only the holder does. */
final class Baton {
  private volatile @Nullable Thread holder;

  void passTo(Thread next) {
    holder = next;
    LockSupport.unpark(next);
  }

  /** Waits until the baton is passed to the calling thread. */
  void await() {
    while (!Thread.currentThread().equals(holder)) {
      LockSupport.park(this);
    }
  }
}
