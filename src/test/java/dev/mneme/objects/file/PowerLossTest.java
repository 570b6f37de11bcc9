package dev.mneme.objects.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Power is lost before or after each step of some creates; names that were not synced into their
 * folder may then be gone, in any combination.
 */
class PowerLossTest {
  private static final List<String> KEYS =
      List.of("repos/ab/1", "repos/ab/2", "top", "repos/cd/x/3");

  /** In memory where that can be had: the syncs are simulated here. */
  @TempDir(factory = InMemory.class)
  Path folder;

  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "mneme")
          : Files.createTempDirectory("mneme");
    }
  }

  @Test
  void whatWasAcknowledgedOutlivesALossOfPowerAtAnyStepAndNothingIsTorn() throws IOException {
    int step = 0;
    while (losePowerAt(step, Unsynced.ALL_LOST)) {
      losePowerAt(step, Unsynced.ALL_KEPT);
      losePowerAt(step, Unsynced.AT_RANDOM);
      step++;
    }
    assertThat(step).as("steps at which power was lost").isGreaterThan(2 * 5 * KEYS.size());
  }

  /** Returns false if all creates were done before it came to that step. */
  private boolean losePowerAt(int step, Unsynced fate) throws IOException {
    Path root = folder.resolve(step + "-" + fate);
    LossyDisk disk = new LossyDisk(root, new TreeSet<>(), step);
    List<String> acknowledged = new ArrayList<>();
    boolean lost = false;
    try {
      createAll(new FileObjectStore(root, Clock.systemUTC(), disk), acknowledged);
    } catch (PowerLoss e) {
      lost = true;
    }
    disk.applyLoss(fate, new Random(step));
    requireWhole(root, acknowledged);
    return lost;
  }

  private static void createAll(ObjectStore store, List<String> acknowledged) {
    for (String key : KEYS) {
      assertThat(store.createIfAbsent(new ObjectKey(key), contentOf(key)))
          .isInstanceOf(CreateResult.Created.class);
      acknowledged.add(key);
    }
  }

  private static void requireWhole(Path root, List<String> acknowledged) {
    try (ObjectStore store = new FileObjectStore(root, Clock.systemUTC())) {
      List<String> listed =
          store.list("", "", 100).entries().stream()
              .map(ListPage.Entry::key)
              .map(ObjectKey::value)
              .toList();
      assertThat(listed).as("keys in %s", root).containsAll(acknowledged);
      assertThat(KEYS).containsAll(listed);
      listed.forEach(key -> requireWhole(store, key));
      KEYS.forEach(key -> store.createIfAbsent(new ObjectKey(key), contentOf(key)));
      KEYS.forEach(key -> requireWhole(store, key));
    }
  }

  private static void requireWhole(ObjectStore store, String key) {
    assertThat(store.get(new ObjectKey(key)))
        .isInstanceOfSatisfying(
            GetResult.Found.class,
            found -> assertThat(found.bytes()).as(key).isEqualTo(contentOf(key).toByteArray()));
  }

  private static Content contentOf(String key) {
    return Content.of("content of ".getBytes(UTF_8), key.repeat(50).getBytes(UTF_8));
  }

  @Test
  void folderThatAnotherProcessHasJustMadeIsSyncedBeforeAnythingInItIsAcknowledged()
      throws IOException {
    Path root = folder.resolve("shared");
    Set<String> unsynced = new TreeSet<>();
    LossyDisk first = new LossyDisk(root, unsynced, Integer.MAX_VALUE);
    FileObjectStore store = new FileObjectStore(root, Clock.systemUTC(), first);
    first.makeFolder(root.resolve("repos")); // and there this process is killed

    LossyDisk second = new LossyDisk(root, unsynced, Integer.MAX_VALUE);
    FileObjectStore other = new FileObjectStore(root, Clock.systemUTC(), second);
    other.createIfAbsent(new ObjectKey("repos/1"), contentOf("repos/1"));
    second.applyLoss(Unsynced.ALL_LOST, new Random(1));

    requireWhole(store, "repos/1");
  }

  /** What becomes of names that were not synced. */
  private enum Unsynced {
    ALL_LOST,
    ALL_KEPT,
    AT_RANDOM
  }

  private static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Knows which names are not durable, and loses power at a given moment. */
  private static final class LossyDisk extends StepwiseDisk {
    private final Path root;
    private final Set<String> unsynced;
    private int momentsLeft;

    LossyDisk(Path root, Set<String> unsynced, int moment) {
      super(root);
      this.root = root;
      this.unsynced = unsynced;
      this.momentsLeft = moment;
    }

    @Override
    void before(String step, String path) {
      passMoment();
    }

    @Override
    void after(String step, String path) {
      switch (step) {
        case "make", "write", "link" -> unsynced.add(path);
        case "sync" -> unsynced.removeIf(name -> Folders.folderOf(name).equals(path));
        default -> {}
      }
      passMoment();
    }

    private void passMoment() {
      if (momentsLeft <= 0) {
        throw new PowerLoss();
      }
      momentsLeft--;
    }

    void applyLoss(Unsynced fate, Random random) throws IOException {
      for (String name : unsynced) {
        if (!name.isEmpty() && isLost(fate, random)) {
          removeAll(root.resolve(name));
        }
      }
      if (Files.isDirectory(root.resolve(".tmp"))) {
        Files.writeString(root.resolve(".tmp/torn"), "content of");
      }
    }

    private static boolean isLost(Unsynced fate, Random random) {
      return switch (fate) {
        case ALL_LOST -> true;
        case ALL_KEPT -> false;
        case AT_RANDOM -> random.nextBoolean();
      };
    }

    private static void removeAll(Path path) throws IOException {
      if (Files.exists(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }
}
