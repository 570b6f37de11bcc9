package dev.mneme.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test on two nodes, of which one can be stopped in the middle of what it does. */
@NullUnmarked
abstract class SlowNodeFixture extends MemoryFixture {
  private final AtomicReference<Optional<Runnable>> meanwhile =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<String> when = new AtomicReference<>("never");
  MemoryNode slow;

  @BeforeEach
  void openTheSlowOne() {
    slow = new MemoryNode(folder.resolve("mneme.db"), InterceptedObjectStore.over(store, this::at));
  }

  @AfterEach
  void closeTheSlowOne() {
    slow.close();
  }

  private void at(Operation operation, Moment moment, String key) {
    if ((moment + " " + operation).equals(when.get())) {
      meanwhile.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    }
  }

  /** Runs something once, when the slow node is there. */
  void when(Moment moment, Operation operation, Runnable other) {
    when.set(moment + " " + operation);
    meanwhile.set(Optional.of(other));
  }

  void assertMeanwhileHasRun() {
    assertThat(meanwhile.get()).as("what is to be done meanwhile").isEmpty();
  }
}
