package dev.mneme.objects.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.CreateResult;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.ObjectStoreContract;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open() {
    return new MemoryObjectStore(Clock.systemUTC());
  }

  @Test
  void datesComeFromTheClockItWasGiven() {
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    store = new MemoryObjectStore(InstantSource.fixed(noon));

    assertThat(create("a", "x")).isEqualTo(new CreateResult.Created(noon));
    assertThat(get("b").date()).isEqualTo(noon);
    assertThat(store.list("", "", 1).entries().getFirst().created()).isEqualTo(noon);
  }
}
