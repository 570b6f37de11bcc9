package dev.mneme.memory;

import dev.mneme.objects.memory.MemoryObjectStore;
import dev.mneme.testing.FailingObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test on a node of its own. */
@NullUnmarked
abstract class MemoryFixture {
  @TempDir Path folder;
  FailingObjectStore store;
  MemoryNode node;

  /** How far the store's clock has gone beyond the real one. */
  Duration ahead = Duration.ZERO;

  @BeforeEach
  void open() {
    store = FailingObjectStore.over(new MemoryObjectStore(() -> Instant.now().plus(ahead)));
    node = new MemoryNode(folder.resolve("mneme.db"), store);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /**
   * What came of each of these at the same time: an answer, or the refusal.
   *
   * <p>In threads of the platform, which take turns: of virtual ones those that never wait for
   * anything keep the others from the processors for ever.
   */
  static List<Object> atOnce(List<Callable<Object>> calls) throws InterruptedException {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Object> results = new ArrayList<>();
      for (Future<Object> call : threads.invokeAll(calls)) {
        results.add(result(call));
      }
      return results;
    }
  }

  private static Object result(Future<Object> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
