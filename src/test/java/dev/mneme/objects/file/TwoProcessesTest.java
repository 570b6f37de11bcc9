package dev.mneme.objects.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other processes use the same folder, and are killed. */
@Timeout(120)
class TwoProcessesTest {
  @TempDir Path root;

  @Test
  void objectsThatAKilledProcessWasToldOfAreThereAndNoneIsTorn() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<String> acknowledged = acknowledgedUntilKilled("kill/" + round, 40 + 31 * round);

      Map<String, GetResult.Found> objects = objectsBelow("kill/" + round + "/");
      assertThat(objects.keySet()).containsAll(acknowledged);
      assertThat(objects)
          .hasSizeBetween(acknowledged.size(), acknowledged.size() + 1)
          .allSatisfy(
              (key, found) -> assertThat(StoreProcess.isWhole(key, found.bytes())).isTrue());
    }
  }

  private List<String> acknowledgedUntilKilled(String prefix, int least) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (var process = StoreProcess.start(root, prefix, "w", Integer.MAX_VALUE)) {
      process.begin();
      while (acknowledged.size() < least) {
        acknowledged.add(Objects.requireNonNull(process.nextAcknowledged()));
      }
      process.kill();
      acknowledged.addAll(rest(process));
    }
    return acknowledged;
  }

  @Test
  void ofTwoProcessesEachNameIsWonByOne() throws Exception {
    int names = 300;
    try (var first = StoreProcess.start(root, "race", "first", names);
        var second = StoreProcess.start(root, "race", "second", names)) {
      first.begin();
      second.begin();
      List<String> wonByFirst = rest(first);
      List<String> wonBySecond = rest(second);

      assertThat(wonByFirst).doesNotContainAnyElementsOf(wonBySecond);
      assertThat(wonByFirst.size() + wonBySecond.size()).isEqualTo(names);
      assertThat(objectsBelow("race/"))
          .hasSize(names)
          .allSatisfy((key, found) -> {
            assertThat(StoreProcess.isWhole(key, found.bytes())).isTrue();
            assertThat(wonByFirst.contains(key))
                .isEqualTo(StoreProcess.writerOf(found).equals("first"));
          });
    }
  }

  private static List<String> rest(StoreProcess process) throws IOException {
    List<String> keys = new ArrayList<>();
    String key = process.nextAcknowledged();
    while (key != null) {
      keys.add(key);
      key = process.nextAcknowledged();
    }
    return keys;
  }

  private Map<String, GetResult.Found> objectsBelow(String prefix) {
    Map<String, GetResult.Found> objects = new HashMap<>();
    try (ObjectStore store = new FileObjectStore(root, Clock.systemUTC())) {
      for (ListPage.Entry entry : store.list(prefix, "", 100_000).entries()) {
        ObjectKey key = entry.key();
        assertThat(store.get(key)).isInstanceOf(GetResult.Found.class);
        objects.put(key.value(), (GetResult.Found) store.get(key));
      }
    }
    return objects;
  }
}
