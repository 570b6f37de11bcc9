package dev.mneme.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.memory.MemoryObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreSelfTestTest {
  private final ObjectStore honest = new MemoryObjectStore(Clock.systemUTC());

  @Test
  void honestStoreIsAcceptedAndLeftAsItWas() {
    assertThatCode(() -> test(honest)).doesNotThrowAnyException();
    assertThat(honest.list("", "", 10).entries()).isEmpty();
  }

  @Test
  void storeThatOverwritesIsRefusedWithTheReason() {
    assertThatThrownBy(() -> test(new Lying(honest, true)))
        .isInstanceOf(UnfitStoreException.class)
        .hasMessageContaining("create-if-absent");
    assertThat(honest.list("", "", 10).entries()).isEmpty();
  }

  @Test
  void storeThatGivesNoDatesIsRefused() {
    assertThatThrownBy(() -> test(new Lying(honest, false)))
        .isInstanceOf(UnfitStoreException.class)
        .hasMessageContaining("at what time");
  }

  private static void test(ObjectStore store) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new StoreSelfTest(store, threads).run(new Random(3));
    }
  }

  /** Overwrites what is there, or keeps its dates to itself. */
  private record Lying(ObjectStore store, boolean overwrites) implements ObjectStore {
    @Override
    public GetResult get(ObjectKey key) {
      return store.get(key);
    }

    @Override
    public GetResult getRange(ObjectKey key, long offset, int length) {
      return store.getRange(key, offset, length);
    }

    @Override
    public CreateResult createIfAbsent(ObjectKey key, Content content) {
      if (overwrites) {
        store.delete(key);
      }
      return store.createIfAbsent(key, content);
    }

    @Override
    public ListPage list(String prefix, String after, int limit) {
      ListPage page = store.list(prefix, after, limit);
      @Nullable Instant date = overwrites ? page.date() : null;
      return new ListPage(page.entries(), page.more(), date);
    }

    @Override
    public void delete(ObjectKey key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
