package dev.mneme.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.ObjectStoreContract;
import dev.mneme.objects.StoreTraffic;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CountingObjectStoreTest extends ObjectStoreContract {
  private final CountingObjectStore counting =
      CountingObjectStore.over(new MemoryObjectStore(Clock.systemUTC()));

  @Override
  protected ObjectStore open() {
    return counting;
  }

  @Test
  void everyCallAndByteIsCountedSinceTheReset() {
    create("before", "the reset");
    counting.reset();

    create("a", "12345");
    create("a", "taken, so nothing is written");
    get("a");
    get("absent");
    range("a", 1, 2);
    store.list("", "", 10);
    store.delete(key("a"));

    assertThat(counting.counts()).isEqualTo(new StoreTraffic(2, 1, 2, 1, 1, 7, 5));
    assertThat(counting.counts().reads()).isEqualTo(3);
  }
}
