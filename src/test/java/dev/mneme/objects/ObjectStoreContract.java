package dev.mneme.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ObjectStore} promises; every adapter and every decorator passes it. */
public abstract class ObjectStoreContract {
  /** How far the clock of a store under test may be from ours. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

  protected ObjectStore store;

  /** An empty store; its dates are near the clock of this machine. */
  protected abstract ObjectStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  // --- create and get ---

  @Test
  void createdObjectIsReadBackWhole() {
    assertThat(create("repos/ab/1.l", "hello")).isInstanceOf(CreateResult.Created.class);

    assertThat(read("repos/ab/1.l")).isEqualTo("hello");
    assertThat(found("repos/ab/1.l").sizeBytes()).isEqualTo(5);
  }

  @Test
  void objectThatWasNeverCreatedIsAbsent() {
    create("repos/ab/1.l", "hello");

    assertThat(get("repos/ab/2.l")).isInstanceOf(GetResult.Absent.class);
    assertThat(get("repos/ab")).isInstanceOf(GetResult.Absent.class);
    assertThat(get("repos/ab/1.l/below")).isInstanceOf(GetResult.Absent.class);
    assertThat(get("never/a/folder/of/that/name")).isInstanceOf(GetResult.Absent.class);
    assertThat(store.getRange(key("never/there"), 0, 1)).isInstanceOf(GetResult.Absent.class);
  }

  @Test
  void createOfAnExistingNameChangesNothing() {
    create("a", "first");
    ListPage.Entry before = store.list("", "", 10).entries().getFirst();

    assertThat(create("a", "second, and longer")).isInstanceOf(CreateResult.Exists.class);

    assertThat(read("a")).isEqualTo("first");
    assertThat(store.list("", "", 10).entries()).containsExactly(before);
  }

  @Test
  void partsAreStoredOneAfterTheOther() {
    Content content = Content.of("one ".getBytes(UTF_8), new byte[0], "two".getBytes(UTF_8));

    store.createIfAbsent(key("a"), content);

    assertThat(read("a")).isEqualTo("one two");
  }

  @Test
  void partsThatAreWindowsOfLargerBuffersAreStoredAsTheirWindow() {
    ByteBuffer window = ByteBuffer.wrap("0123456789".getBytes(UTF_8), 3, 4);
    ByteBuffer direct = ByteBuffer.allocateDirect(8).putLong(0x4142434445464748L).flip();

    store.createIfAbsent(key("a"), new Content(List.of(window, direct)));

    assertThat(read("a")).isEqualTo("3456ABCDEFGH");
  }

  @Test
  void contentCanBeSentAgain() {
    Content content = Content.of("again".getBytes(UTF_8));

    store.createIfAbsent(key("a"), content);
    store.createIfAbsent(key("b"), content);

    assertThat(read("b")).isEqualTo("again");
  }

  @Test
  void emptyObjectIsAnObject() {
    store.createIfAbsent(key("empty"), new Content(List.of()));
    store.createIfAbsent(key("empty-part"), Content.of(new byte[0]));

    assertThat(found("empty").bytes()).isEmpty();
    assertThat(found("empty").sizeBytes()).isZero();
    assertThat(keys(store.list("", "", 10))).containsExactly("empty", "empty-part");
    assertThat(create("empty", "x")).isInstanceOf(CreateResult.Exists.class);
  }

  @Test
  void objectOfFiveMegabytesIsWhole() {
    byte[] half = new byte[5 * 512 * 1024 + 17];
    new Random(1).nextBytes(half);
    byte[] header = {1, 2, 3};

    store.createIfAbsent(key("big"), Content.of(header, half, half));

    GetResult.Found found = found("big");
    assertThat(found.sizeBytes()).isEqualTo(3L + 2L * half.length);
    assertThat(Arrays.copyOfRange(found.bytes(), 0, 3)).isEqualTo(header);
    assertThat(Arrays.equals(found.bytes(), 3, 3 + half.length, half, 0, half.length)).isTrue();
    assertThat(range("big", 3 + half.length, half.length)).isEqualTo(half);
  }

  @Test
  void callerMayReuseItsArraysAfterwards() {
    byte[] bytes = "original".getBytes(UTF_8);
    store.createIfAbsent(key("a"), Content.of(bytes));
    Arrays.fill(bytes, (byte) 'x');

    Arrays.fill(found("a").bytes(), (byte) 'y');

    assertThat(read("a")).isEqualTo("original");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "-",
        "_",
        "0",
        "--help",
        "a..b",
        "a.",
        "con",
        "nul.l",
        "a.tmp",
        "a/b/c/d/e/f/g",
        "repos/ff/0123456789abcdef/ffffffffffffffff.l",
        "-/-/-",
        "_/a..b/c."
      })
  void oddKeysAreOrdinaryKeys(String odd) {
    assertThat(create(odd, "content of " + odd)).isInstanceOf(CreateResult.Created.class);

    assertThat(read(odd)).isEqualTo("content of " + odd);
    assertThat(keys(store.list("", "", 10))).containsExactly(odd);
    assertThat(create(odd, "x")).isInstanceOf(CreateResult.Exists.class);
    store.delete(key(odd));
    assertThat(get(odd)).isInstanceOf(GetResult.Absent.class);
  }

  @Test
  void longestKeysAreOrdinaryKeys() {
    String longest = "a".repeat(255) + "/" + "b".repeat(255);

    create(longest, "long");

    assertThat(read(longest)).isEqualTo("long");
    assertThat(keys(store.list(longest.substring(0, 300), "", 10))).containsExactly(longest);
  }

  // --- races ---

  @Test
  void ofSixteenConcurrentCreatesExactlyOneWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      ObjectKey key = key("race/" + round);
      List<CreateResult> results = createAtOnce(key, 16);

      List<Integer> winners =
          IntStream.range(0, 16)
              .filter(i -> results.get(i) instanceof CreateResult.Created)
              .boxed()
              .toList();
      assertThat(winners).hasSize(1);
      assertThat(read(key.value())).isEqualTo("content of " + winners.getFirst());
    }
    assertThat(keys(store.list("", "", 100))).hasSize(20);
  }

  private List<CreateResult> createAtOnce(ObjectKey key, int writers) throws Exception {
    CyclicBarrier start = new CyclicBarrier(writers);
    try (var threads = Executors.newFixedThreadPool(writers)) {
      List<Future<CreateResult>> answers =
          IntStream.range(0, writers)
              .mapToObj(i ->
                  threads.submit(() -> {
                    start.await();
                    return create(key.value(), "content of " + i);
                  }))
              .toList();
      return all(answers);
    }
  }

  @Test
  void readerBesideAWriterSeesTheWholeObjectOrNone() throws Exception {
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 7);
    try (var threads = Executors.newFixedThreadPool(1)) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 20; i++) {
              store.createIfAbsent(key("w/" + i), Content.of(bytes));
            }
          });
      for (int i = 0; i < 20; ) {
        if (get("w/" + i) instanceof GetResult.Found found) {
          assertThat(Arrays.equals(found.bytes(), bytes)).isTrue();
          i++;
        } else if (writer.isDone()) {
          writer.get();
        }
      }
    }
  }

  // --- ranges ---

  @ParameterizedTest
  @CsvSource({
    "0, 4, 0123",
    "0, 10, 0123456789",
    "3, 4, 3456",
    "9, 1, 9",
    "8, 5, 89",
    "0, 2147483647, 0123456789",
    "10, 1, ''",
    "11, 5, ''",
    "9223372036854775807, 2147483647, ''",
    "4294967296, 4, ''"
  })
  void rangeIsThePartThatIsThere(long offset, int length, String expected) {
    create("a", "0123456789");

    GetResult result = store.getRange(key("a"), offset, length);

    assertThat(result).isInstanceOf(GetResult.Found.class);
    assertThat(new String(((GetResult.Found) result).bytes(), UTF_8)).isEqualTo(expected);
    assertThat(((GetResult.Found) result).sizeBytes()).isEqualTo(10);
  }

  @Test
  void rangeOfAnEmptyObjectIsEmpty() {
    create("a", "");

    assertThat(range("a", 0, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "0, 0", "0, -1", "-9223372036854775808, 1"})
  void whatIsNoRangeIsRefused(long offset, int length) {
    assertThatThrownBy(() -> store.getRange(key("a"), offset, length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(offset));
  }

  // --- list ---

  @Test
  void listingIsInTheOrderOfTheKeysNotOfFolders() {
    List<String> ordered = List.of("a-b", "a-b2/c", "a.b", "a/b-c", "a/b/c", "a0", "a_", "b");
    ordered.reversed().forEach(k -> create(k, k));

    assertThat(keys(store.list("", "", 100))).isEqualTo(ordered);
    assertThat(pageThrough("", 1)).isEqualTo(ordered);
  }

  @Test
  void listingOfAnEmptyStoreIsEmpty() {
    ListPage page = store.list("", "", 10);

    assertThat(page.entries()).isEmpty();
    assertThat(page.more()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'a/b/1 a/b/2 a/bc a/c/1 ab/1'",
    "'a', 'a/b/1 a/b/2 a/bc a/c/1 ab/1'",
    "'a/', 'a/b/1 a/b/2 a/bc a/c/1'",
    "'a/b', 'a/b/1 a/b/2 a/bc'",
    "'a/b/', 'a/b/1 a/b/2'",
    "'a/b/2', 'a/b/2'",
    "'a/b/2/', ''",
    "'a/b/3', ''",
    "'b', ''",
    "'a//', ''",
    "'/', ''",
    "'/a', ''",
    "'./a', ''",
    "'../', ''",
    "'a/../a/b', ''",
    "'a/./b', ''",
    "'A', ''",
    "'a/ü', ''"
  })
  void prefixIsComparedAsText(String prefix, String expected) {
    List.of("a/b/1", "a/b/2", "a/bc", "a/c/1", "ab/1").forEach(k -> create(k, k));

    assertThat(String.join(" ", keys(store.list(prefix, "", 100)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 'a/b/1 a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a', 'a/b/1 a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a/b', 'a/b/1 a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a/b/1', 'a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a/b/10', 'a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a/b/1/x', 'a/b/2 a/bc a/c/1 ab/1'",
    "'', 'a/b/zzz', 'a/bc a/c/1 ab/1'",
    "'', 'a/b0', 'a/bc a/c/1 ab/1'",
    "'', 'a~', ''",
    "'', 'ab/1', ''",
    "'', 'zzz', ''",
    "'a/b', 'a/b/2', 'a/bc'",
    "'a/b/', 'a/b/', 'a/b/1 a/b/2'",
    "'a/c', 'a/b/1', 'a/c/1'",
    "'a/b', 'ab', ''",
    "'a/b', '../x', 'a/b/1 a/b/2 a/bc'"
  })
  void keysUpToAfterAreLeftOut(String prefix, String after, String expected) {
    List.of("a/b/1", "a/b/2", "a/bc", "a/c/1", "ab/1").forEach(k -> create(k, k));

    assertThat(String.join(" ", keys(store.list(prefix, after, 100)))).isEqualTo(expected);
  }

  @Test
  void everyPageSizeGivesTheSameListing() {
    List<String> keys =
        IntStream.range(0, 25).mapToObj(i -> "r/%02d/%x.l".formatted(i % 4, i)).sorted().toList();
    keys.reversed().forEach(k -> create(k, k));

    for (int limit : new int[] {1, 2, 7, 24, 25, 26, 1000}) {
      assertThat(pageThrough("r/", limit)).as("pages of %d", limit).isEqualTo(keys);
    }
  }

  @Test
  void listingEqualsTheSortedSetOfKeys() {
    long seed = new SplittableRandom().nextLong();
    Random random = new Random(seed);
    TreeSet<String> model = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      String key = randomKey(random);
      if (model.stream().noneMatch(k -> isFolderOf(k, key) || isFolderOf(key, k))) {
        create(key, key);
        model.add(key);
      }
    }
    for (int i = 0; i < 200; i++) {
      String prefix = random.nextBoolean() ? "" : cut(randomKey(random), random);
      String after = random.nextBoolean() ? "" : cut(randomKey(random), random);
      int limit = 1 + random.nextInt(20);
      List<String> all =
          model.stream().filter(k -> k.startsWith(prefix) && k.compareTo(after) > 0).toList();
      ListPage page = store.list(prefix, after, limit);
      assertThat(keys(page))
          .as("seed %d, prefix '%s', after '%s', limit %d", seed, prefix, after, limit)
          .isEqualTo(all.subList(0, Math.min(keys(page).size(), all.size())));
      assertThat(page.more() || keys(page).size() == all.size()).as("seed %d", seed).isTrue();
      assertThat(keys(page)).as("seed %d", seed).hasSizeLessThanOrEqualTo(limit);
    }
  }

  private static String randomKey(Random random) {
    StringBuilder key = new StringBuilder();
    int segments = 1 + random.nextInt(3);
    for (int i = 0; i < segments; i++) {
      key.append(i == 0 ? "" : "/").append("ab-_0".charAt(random.nextInt(5)));
      for (int more = random.nextInt(3); more > 0; more--) {
        key.append("ab-._0".charAt(random.nextInt(6)));
      }
    }
    return key.toString();
  }

  private static boolean isFolderOf(String folder, String key) {
    return key.startsWith(folder + "/");
  }

  private static String cut(String text, Random random) {
    return text.substring(0, random.nextInt(text.length() + 1));
  }

  @Test
  void entriesTellSizeAndTimeOfCreation() {
    Instant before = Instant.now().minus(CLOCK_DIFFERENCE);
    create("a", "12345");

    ListPage.Entry entry = store.list("a", "", 1).entries().getFirst();

    assertThat(entry.sizeBytes()).isEqualTo(5);
    assertThat(entry.created()).isBetween(before, Instant.now().plus(CLOCK_DIFFERENCE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void pageOfNothingIsRefused(int limit) {
    assertThatThrownBy(() -> store.list("", "", limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(limit));
  }

  // --- delete ---

  @Test
  void deletedObjectIsAbsentAndItsNameCanBeTakenAgain() {
    create("a/b", "first");
    create("a/c", "other");

    store.delete(key("a/b"));

    assertThat(get("a/b")).isInstanceOf(GetResult.Absent.class);
    assertThat(keys(store.list("", "", 10))).containsExactly("a/c");
    assertThat(create("a/b", "second")).isInstanceOf(CreateResult.Created.class);
    assertThat(read("a/b")).isEqualTo("second");
  }

  @Test
  void deletingWhatIsNotThereIsNoFailure() {
    create("a/b", "kept");

    store.delete(key("a/c"));
    store.delete(key("never/there"));
    store.delete(key("a/b/c"));
    store.delete(key("a"));

    assertThat(read("a/b")).isEqualTo("kept");
  }

  @Test
  void lastObjectOfAFolderCanBeDeletedAndTheFolderUsedAgain() {
    create("f/g/h", "x");
    store.delete(key("f/g/h"));

    assertThat(store.list("", "", 10).entries()).isEmpty();
    assertThat(create("f/g/i", "y")).isInstanceOf(CreateResult.Created.class);
  }

  // --- dates ---

  @Test
  void datesNeverGoBackwards() {
    List<Instant> dates = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    dates.add(clock.instant().minus(CLOCK_DIFFERENCE));
    for (int i = 0; i < 20; i++) {
      dates.add(date(get("d/" + i)));
      dates.add(Objects.requireNonNull(create("d/" + i, "x").date()));
      dates.add(Objects.requireNonNull(create("d/" + i, "x").date()));
      dates.add(date(get("d/" + i)));
      dates.add(date(store.getRange(key("d/" + i), 0, 1)));
      dates.add(Objects.requireNonNull(store.list("d/", "", 10).date()));
    }
    dates.add(clock.instant().plus(CLOCK_DIFFERENCE));

    assertThat(dates).isSorted();
  }

  private static Instant date(GetResult result) {
    return Objects.requireNonNull(result.date());
  }

  // --- in the words of the tests ---

  protected static ObjectKey key(String value) {
    return new ObjectKey(value);
  }

  protected CreateResult create(String key, String content) {
    return store.createIfAbsent(key(key), Content.of(content.getBytes(UTF_8)));
  }

  protected GetResult get(String key) {
    return store.get(key(key));
  }

  protected GetResult.Found found(String key) {
    assertThat(get(key)).isInstanceOf(GetResult.Found.class);
    return (GetResult.Found) get(key);
  }

  protected String read(String key) {
    return new String(found(key).bytes(), UTF_8);
  }

  protected byte[] range(String key, long offset, int length) {
    return ((GetResult.Found) store.getRange(key(key), offset, length)).bytes();
  }

  protected static List<String> keys(ListPage page) {
    return page.entries().stream().map(entry -> entry.key().value()).toList();
  }

  protected List<String> pageThrough(String prefix, int limit) {
    List<String> keys = new ArrayList<>();
    ListPage page;
    do {
      page = store.list(prefix, keys.isEmpty() ? "" : keys.getLast(), limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      keys.addAll(keys(page));
    } while (page.more());
    return keys;
  }

  protected static <T> List<T> all(List<Future<T>> answers)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> answer : answers) {
      results.add(answer.get());
    }
    return results;
  }
}
