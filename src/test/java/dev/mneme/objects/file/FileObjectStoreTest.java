package dev.mneme.objects.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.ObjectStoreContract;
import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private Path root() {
    return folder.resolve("made/by/the/store");
  }

  @Override
  protected ObjectStore open() {
    return new FileObjectStore(root(), Clock.systemUTC());
  }

  // --- what is on the disk ---

  @Test
  void onlyTheOwnerMayReadAnything() throws IOException {
    create("repos/ab/1.l", "secret");

    List<Path> all = filesBelow(folder.resolve("made"));

    assertThat(all).hasSizeGreaterThan(6);
    for (Path path : all) {
      String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .as("permissions of %s", path)
          .isEqualTo(expected);
    }
  }

  @Test
  void anObjectIsOneFileAndNothingStaysBeside() throws IOException {
    create("a/1", "x");
    create("a/1", "taken");
    create("a/2", "y");

    List<Path> files = filesBelow(root()).stream().filter(Files::isRegularFile).toList();
    assertThat(files).containsExactly(root().resolve("a/1"), root().resolve("a/2"));
    assertThat(Files.getAttribute(root().resolve("a/1"), "unix:nlink")).isEqualTo(1);
  }

  @Test
  void aDifferentProcessSeesWhatThisOneCreates() {
    try (ObjectStore other = open()) {
      create("a", "from here");
      assertThat(other.get(key("a"))).isInstanceOf(GetResult.Found.class);
      assertThat(other.createIfAbsent(key("a"), Content.of()))
          .isInstanceOf(CreateResult.Exists.class);
    }
  }

  @Test
  void rootMayBeASymbolicLink() throws IOException {
    create("repos/1", "x");
    Path link = Files.createSymbolicLink(folder.resolve("link"), root());

    store = new FileObjectStore(link, Clock.systemUTC());

    assertThat(read("repos/1")).isEqualTo("x");
    create("repos/2", "y");
    assertThat(keys(store.list("", "", 10))).containsExactly("repos/1", "repos/2");
  }

  @Test
  void foreignNamesInTheRootAreNoObjects() throws IOException {
    create("repos/1", "x");
    for (String name : List.of("README.TXT", ".hidden", "repos/.2.swp", "repos/2~", "with space")) {
      Files.writeString(root().resolve(name), "foreign");
    }
    Files.createDirectories(root().resolve("lost+found/in"));
    Files.writeString(root().resolve("lost+found/in/1"), "foreign");
    Files.createSymbolicLink(root().resolve("dangling"), folder.resolve("nowhere"));

    assertThat(keys(store.list("", "", 10))).containsExactly("repos/1");
  }

  @Test
  void temporaryFilesOfDeadProcessesAreRemovedAtOpenButNotThoseOfOthersAtWork() throws IOException {
    Path dead = leftover("dead-1", TemporaryFiles.LEFTOVER_AGE.plusSeconds(1));
    Path alive = leftover("alive-1", TemporaryFiles.LEFTOVER_AGE.minusSeconds(1));

    new FileObjectStore(root(), InstantSource.fixed(NOON)).close();

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(store.list("", "", 10).entries()).isEmpty();
  }

  private Path leftover(String name, Duration age) throws IOException {
    Path file = Files.writeString(root().resolve(".tmp").resolve(name), "half an obj");
    return Files.setLastModifiedTime(file, FileTime.from(NOON.minus(age)));
  }

  @Test
  void folderThatWasRemovedByHandIsMadeAgain() throws IOException {
    create("repos/ab/1", "x");
    store.delete(key("repos/ab/1"));
    Files.delete(root().resolve("repos/ab"));
    Files.delete(root().resolve("repos"));

    assertThat(create("repos/ab/2", "y")).isInstanceOf(CreateResult.Created.class);

    assertThat(read("repos/ab/2")).isEqualTo("y");
  }

  @Test
  void rootThatVanishesIsAFailureAndNotAnEmptyStore() throws IOException {
    create("repos/1", "x");
    Files.move(root(), folder.resolve("unmounted"));
    Files.createDirectory(root());

    for (Runnable call : calls("repos/1")) {
      assertThatThrownBy(call::run)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(root().toString())
          .hasMessageContaining("not mounted");
    }
  }

  private List<Runnable> calls(String key) {
    return List.of(
        () -> get(key),
        () -> store.getRange(key(key), 0, 1),
        () -> create(key, "y"),
        () -> store.list("", "", 1));
  }

  @Test
  void keyThatIsTheFolderOfAnotherIsRefusedEitherWay() {
    create("a/b", "x");
    create("c", "y");

    assertThatThrownBy(() -> create("a", "z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> create("c/d/e", "z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'c/d/e'");
    assertThat(read("a/b") + read("c")).isEqualTo("xy");
  }

  @Test
  void rootThatIsAFileIsRefusedWithItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> new FileObjectStore(file, Clock.systemUTC()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> new FileObjectStore(file.resolve("below"), Clock.systemUTC()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void interruptedCreateIsWholeOrNotThere() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> create("a", "x"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(get("a")).isInstanceOf(GetResult.Absent.class);
    assertThat(create("a", "x")).isInstanceOf(CreateResult.Created.class);
  }

  // --- dates ---

  @Test
  void answerThatTookTooLongHasNoDate() {
    clock(NOON, NOON, NOON.plus(FileObjectStore.LONGEST_ANSWER).plusMillis(1));

    assertThat(get("a")).isEqualTo(new GetResult.Absent(null));
  }

  @Test
  void answerWithinTheLimitHasTheDateOfItsEnd() {
    Instant end = NOON.plus(FileObjectStore.LONGEST_ANSWER);
    clock(NOON, NOON, end);

    assertThat(create("a", "x")).isEqualTo(new CreateResult.Created(end));
  }

  @Test
  void answerDuringWhichTheClockWasSetBackHasNoDate() {
    clock(NOON, NOON, NOON.minusMillis(1));

    assertThat(store.list("", "", 1).date()).isNull();
  }

  /** A store whose clock says this; the first is asked at open. */
  private void clock(Instant... instants) {
    Iterator<Instant> next = List.of(instants).iterator();
    store = new FileObjectStore(root(), next::next);
  }

  // --- a disk that fails ---

  @Test
  void fullDiskIsAFailureThatNamesTheFileAndLeavesNothing() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    store = new FileObjectStore(root(), Clock.systemUTC(), disk);
    disk.failNext("write", new IOException("No space left on device"));

    assertThatThrownBy(() -> create("repos/1", "x"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("cannot create %s: No space left on device", root().resolve("repos/1"));

    assertThat(get("repos/1")).isInstanceOf(GetResult.Absent.class);
    assertThat(filesBelow(root().resolve(".tmp"))).containsExactly(root().resolve(".tmp"));
    assertThat(create("repos/1", "y")).isInstanceOf(CreateResult.Created.class);
  }

  @Test
  void afterAFailedSyncOfAFolderNothingIsSaidAnyMore() {
    FaultyDisk disk = new FaultyDisk();
    store = new FileObjectStore(root(), Clock.systemUTC(), disk);
    create("repos/1", "x");
    disk.failNext("sync", new IOException("Input/output error"));

    assertThatThrownBy(() -> create("repos/2", "y")).isInstanceOf(StoreUnavailableException.class);

    for (Runnable call : calls("repos/2")) {
      assertThatThrownBy(call::run)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContainingAll(root().resolve("repos").toString(), "Input/output error");
    }
  }

  @Test
  void newFolderIsNotTrustedUntilItWasSynced() {
    FaultyDisk disk = new FaultyDisk();
    store = new FileObjectStore(root(), Clock.systemUTC(), disk);
    disk.failNext("open", new IOException("Too many open files"));

    assertThatThrownBy(() -> create("repos/1", "x"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("Too many open files");
    disk.steps().clear();
    create("repos/1", "x");

    assertThat(disk.steps())
        .containsExactly(
            "make repos",
            "open ",
            "sync ",
            "open repos",
            "write",
            "link repos/1",
            "unlink",
            "sync repos");
  }

  @Test
  void createInAKnownFolderTakesTheFewestStepsThatAreSafe() {
    FaultyDisk disk = new FaultyDisk();
    store = new FileObjectStore(root(), Clock.systemUTC(), disk);
    create("repos/1", "x");
    disk.steps().clear();

    create("repos/2", "x");
    create("repos/2", "taken");

    assertThat(disk.steps())
        .containsExactly("open repos", "write", "link repos/2", "unlink", "sync repos");
  }

  /** Real, but notes each step and fails when told to. */
  private final class FaultyDisk extends StepwiseDisk {
    private String failing = "";
    private IOException fault = new IOException();

    FaultyDisk() {
      super(root());
    }

    void failNext(String step, IOException with) {
      failing = step;
      fault = with;
    }

    @Override
    void before(String step, String path) throws IOException {
      if (step.equals(failing)) {
        failing = "";
        throw fault;
      }
    }
  }

  private static List<Path> filesBelow(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted().toList();
    }
  }
}
