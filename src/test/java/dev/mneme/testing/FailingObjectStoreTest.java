package dev.mneme.testing;

import static dev.mneme.testing.Occurrence.always;
import static dev.mneme.testing.Occurrence.onCall;
import static dev.mneme.testing.Occurrence.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.ObjectStoreContract;
import dev.mneme.objects.StoreUnavailableException;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class FailingObjectStoreTest extends ObjectStoreContract {
  private final FailingObjectStore failing =
      FailingObjectStore.over(new MemoryObjectStore(Clock.systemUTC()));

  @Override
  protected ObjectStore open() {
    return failing;
  }

  @Test
  void failureBeforeTheEffectLeavesNothing() {
    failing.fail(Operation.CREATE, Moment.BEFORE, times(1));

    assertThatThrownBy(() -> create("a", "x")).isInstanceOf(StoreUnavailableException.class);

    assertThat(get("a")).isInstanceOf(GetResult.Absent.class);
    create("a", "second try");
    assertThat(read("a")).isEqualTo("second try");
  }

  @Test
  void failureAfterTheEffectLeavesTheObject() {
    failing.fail(Operation.CREATE, Moment.AFTER, times(1));

    assertThatThrownBy(() -> create("a", "x")).isInstanceOf(StoreUnavailableException.class);

    assertThat(read("a")).isEqualTo("x");
  }

  @Test
  void onlyTheChosenCallWithTheChosenKeyFails() {
    failing.fail(Operation.GET, Moment.BEFORE, onCall(2), key -> key.startsWith("b"));

    get("a");
    get("b1");
    get("a");
    assertThatThrownBy(() -> get("b2")).hasMessageContaining("b2");
    get("b2");
    assertThat(failing.failures()).isEqualTo(1);
  }

  @Test
  void listsFailByTheirPrefixAndHealingEndsEveryFault() {
    failing.fail(Operation.LIST, Moment.AFTER, always(), "repos/"::equals);

    assertThatThrownBy(() -> store.list("repos/", "", 1))
        .isInstanceOf(StoreUnavailableException.class);
    store.list("other/", "", 1);
    failing.heal();
    assertThat(store.list("repos/", "", 1).entries()).isEmpty();
  }
}
