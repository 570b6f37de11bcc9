package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Another node has made a checkpoint, and deletes what this node still reads from. */
class StaleStateTest {
  private Instant now = Instant.EPOCH;
  private final ObjectStore store = new MemoryObjectStore(() -> now);

  /** Keeps no pack in memory: all come from the store. */
  private final RepositoryLogs reader =
      new RepositoryLogs(
          new LogEnvironment(
              store,
              new LogRules(),
              new PackReader(store, 0),
              "reader",
              () -> now,
              new SecureRandom(),
              Runnable::run,
              LogSizes.DEFAULT));

  private final LogFixture writer = new LogFixture(store);
  private Snapshot beforeTheCheckpoint = log().known();

  @Test
  void readerThatAsksAllTheTimeNeverReadsWhatIsBeingDeleted() throws IOException {
    ObjectId commit = commitsBehindAnOldCheckpoint(Duration.ofMinutes(4));

    new Retention(writer.logs.environment()).sweep(writer.log());

    assertThatCode(() -> read(LogRepository.open(log(), log().current()), commit))
        .doesNotThrowAnyException();
  }

  @Test
  void requestThatIsOlderThanTheDeletionFailsAndTheNextOneDoesNot() throws IOException {
    ObjectId commit = commitsBehindAnOldCheckpoint(Duration.ofHours(30));
    LogRepository old = LogRepository.open(log(), beforeTheCheckpoint);
    new Retention(writer.logs.environment()).sweep(writer.log());

    assertThatThrownBy(() -> read(old, commit)).isInstanceOf(StaleStateException.class);
    assertThatCode(() -> read(LogRepository.open(log(), log().current()), commit))
        .doesNotThrowAnyException();
  }

  private RepositoryLog log() {
    return reader.log(LogFixture.REPOSITORY);
  }

  /** Time goes by in these steps, and the reader asks at each of them. */
  private ObjectId commitsBehindAnOldCheckpoint(Duration step) throws IOException {
    ObjectId commit = writer.commit("one", Map.of("a.md", "1"));
    beforeTheCheckpoint = log().current();
    new Checkpointing(writer.logs.environment())
        .checkpoint(writer.log(), writer.log().current().state());
    Instant end = now.plus(Duration.ofHours(30));
    while (now.isBefore(end)) {
      now = now.plus(step);
      log().current();
    }
    return commit;
  }

  private static void read(LogRepository repository, ObjectId commit) throws IOException {
    try (ObjectReader objects = repository.newObjectReader()) {
      assertThat(objects.open(commit).getBytes()).isNotEmpty();
    }
  }
}
