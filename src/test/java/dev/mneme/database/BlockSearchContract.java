package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.Block;
import dev.mneme.search.SearchText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every database finds, and in what order. */
abstract class BlockSearchContract {
  private static final List<StoredBlock> BLOCKS =
      List.of(
          block(1, "system/human", "Who they are", "Ada drinks black tea, never coffee."),
          block(2, "system/tea", "What they drink", "Green or black."),
          block(3, "notes/kitchen", "Tea and other things", "A kettle stands on the stove."),
          block(4, "notes/travel", null, "Zürich, São Paulo, 北京大学. The teapot was lost."),
          block(5, "reference/api", "REST", "GET /v1/agents AND \"quotes\" NOT label:x* ^y"));

  private Database database = open();

  /** An empty database. */
  abstract Database open();

  @BeforeEach
  void fill() {
    write(tables -> {
      tables.agents().insert(Rows.agent(1));
      tables.agents().insert(Rows.agent(2));
      BLOCKS.forEach(tables.blocks()::insert);
      BLOCKS.forEach(block -> tables.attachments().insert(Rows.attached(1, block)));
      tables.attachments().insert(Rows.attached(2, BLOCKS.getFirst()));
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static StoredBlock block(
      int number, String label, @Nullable String description, String value) {
    StoredBlock block = Rows.block(number, label, value);
    Block plain = block.block();
    return new StoredBlock(
        new Block(
            plain.id(),
            label,
            value,
            description,
            plain.limit(),
            plain.readOnly(),
            plain.metadata(),
            plain.hidden(),
            plain.tags(),
            plain.template()),
        block.version(),
        block.createdAt());
  }

  private void write(java.util.function.Consumer<Tables> work) {
    database.write(
        Durability.CACHE,
        tables -> {
          work.accept(tables);
          return true;
        });
  }

  private List<String> found(String text) {
    return database
        .read(tables -> tables.search().in(Rows.agentId(1), SearchText.of(text), 10))
        .stream()
        .map(found -> found.block().block().label())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "tea                | system/tea notes/kitchen system/human notes/travel",
        "TEA                | system/tea notes/kitchen system/human notes/travel",
        "'\"tea\"'          | system/tea notes/kitchen system/human",
        "'\"black tea\"'    | system/human",
        "'\"tea black\"'    | -",
        "black              | system/tea system/human",
        "black coffee       | system/human",
        "zurich             | notes/travel",
        "sao paulo          | notes/travel",
        "京大                | notes/travel",
        "大京                | -",
        "notes              | notes/kitchen notes/travel",
        "system human       | system/human",
        "and                | notes/kitchen reference/api",
        "'tea OR kettle'    | -",
        "label:x            | reference/api",
        "v1 agents          | reference/api",
        "kett               | notes/kitchen",
        "nothing            | -",
      })
  void findsAllWordsBestFirst(String text, @Nullable String labels) {
    assertThat(found(text)).isEqualTo(labels == null ? List.of() : List.of(labels.split(" ")));
  }

  @Test
  void blockOfSeveralAgentsIsFoundInEach() {
    List<BlockSearch.Found> found =
        database.read(tables -> tables.search().everywhere(SearchText.of("coffee"), 10));

    assertThat(found)
        .extracting(BlockSearch.Found::agent)
        .containsExactly(Rows.agentId(1), Rows.agentId(2));
  }

  @Test
  void noMoreThanTheLimitAreFound() {
    List<BlockSearch.Found> found =
        database.read(tables -> tables.search().everywhere(SearchText.of("tea"), 2));

    assertThat(found).hasSize(2);
  }

  @Test
  void changedBlockIsFoundByWhatItSaysNow() {
    write(tables -> tables.blocks().update(block(1, "system/human", null, "Prefers water.")));

    assertThat(found("coffee")).isEmpty();
    assertThat(found("water")).containsExactly("system/human");
  }

  @Test
  void deletedAndDetachedBlocksAreNotFound() {
    write(tables -> {
      tables.blocks().delete(Rows.blockId(1));
      tables.attachments().delete(Rows.agentId(1), Rows.blockId(2));
    });

    assertThat(found("tea ")).containsExactly("notes/kitchen");
  }
}
