package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.StoreTraffic;
import dev.mneme.objects.memory.MemoryObjectStore;
import dev.mneme.testing.CountingObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written besides the records themselves. */
class MaintenanceTest {
  private static final int COMMITS = 500;
  private final CountingObjectStore store =
      CountingObjectStore.over(new MemoryObjectStore(Clock.systemUTC()));
  private final LogFixture node = new LogFixture(store);

  @Test
  void checkpointComesWithEach64RecordsAndNoOftener() throws IOException {
    String half = "a line that is in each of them\n".repeat(20);

    for (int i = 1; i <= COMMITS; i++) {
      node.commit("commit " + i, Map.of("a.md", half + i, "b.md", half));
    }

    StoreTraffic traffic = store.counts();
    assertThat(checkpoints()).isLessThanOrEqualTo(COMMITS / 64);
    assertThat(traffic.bytesWritten()).isLessThan(10 * bytesOfRecords());
  }

  private long checkpoints() {
    return listed().entries().stream().filter(e -> e.key().value().endsWith(".c")).count();
  }

  private long bytesOfRecords() {
    return listed().entries().stream()
        .filter(entry -> entry.key().value().endsWith(".l"))
        .mapToLong(ListPage.Entry::sizeBytes)
        .sum();
  }

  private ListPage listed() {
    return store.list("repos/", "", 10_000);
  }
}
