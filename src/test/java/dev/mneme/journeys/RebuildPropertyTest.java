package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.ContentLimits;
import dev.mneme.block.RulesMode;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.Memory;
import dev.mneme.objects.file.FileObjectStore;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows made anew from the repositories are the rows that were kept up step by step, field by
 * field: design.md, promise 2. More histories, or one that failed: {@code -Dmneme.histories=100
 * -Dmneme.history.seed=7}.
 */
class RebuildPropertyTest extends Journey {
  private static final int STEPS = Integer.getInteger("mneme.history.steps", 25);

  /** Every table but the marks, of what is attached: a block that no agent has is in no file. */
  private static final Map<String, String> ROWS = rows();

  @TempDir private Path empty;

  static LongStream seeds() {
    long first = Long.getLong("mneme.history.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("mneme.histories", 3));
  }

  private static Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("agents", "SELECT * FROM agents ORDER BY id");
    rows.put("agent_tags", "SELECT * FROM agent_tags ORDER BY agent_id, tag");
    rows.put("agent_references", "SELECT * FROM agent_references ORDER BY agent_id, field, value");
    rows.put(
        "blocks",
        "SELECT * FROM blocks WHERE id IN (SELECT block_id FROM attachments) ORDER BY id");
    rows.put(
        "block_tags",
        "SELECT * FROM block_tags WHERE block_id IN (SELECT block_id FROM attachments)"
            + " ORDER BY block_id, tag");
    rows.put("attachments", "SELECT * FROM attachments ORDER BY agent_id, block_id");
    rows.put(
        "repositories",
        "SELECT agent_id, incarnation, seq, tip FROM repositories ORDER BY agent_id");
    return rows;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rebuiltRowsEqualTheOnesThatWereKeptUp(long seed) {
    RandomHistory history = new RandomHistory(new Random(seed), server(), git());
    for (int i = 0; i < STEPS; i++) {
      history.step();
    }
    String story = "seed " + seed + "\n" + history.story();
    for (TestAgent agent : history.agents()) {
      Object keptUp = agent.state();
      agent.memory("rebuild").ok();
      assertThat(agent.state()).as(story).isEqualTo(keptUp);
      compareWithFiles(agent, history.clone(agent), story);
    }
    compareWithEmptyDatabase(seed, story);
  }

  private static void compareWithFiles(TestAgent agent, TestClone clone, String story) {
    clone.git("fetch", "-q").ok();
    clone.git("reset", "-q", "--hard", "origin/main").ok();
    clone.git("fsck", "--full", "--strict").ok();
    for (String label : agent.labels()) {
      String path = label.startsWith("skills/") ? label + "/SKILL.md" : label + ".md";
      if (clone.has(path) && clone.isText(path)) {
        assertThat(clone.read(path))
            .as("%s of %s\n%s", path, agent.id(), story)
            .endsWith(agent.value(label));
      }
    }
  }

  private void compareWithEmptyDatabase(long seed, String story) {
    Path file = empty.resolve("rebuilt-" + seed + ".db");
    rebuild(file);
    ROWS.forEach((table, query) ->
        assertThat(read(file, query))
            .as("%s, rebuilt\n%s", table, story)
            .isEqualTo(read(server().data().resolve("mneme.db"), query)));
  }

  private void rebuild(Path file) {
    Clock clock = Clock.systemUTC();
    try (var store = new FileObjectStore(server().data().resolve("objects"), clock);
        var fetches = Executors.newVirtualThreadPerTaskExecutor();
        var logs = new RepositoryLogs(store, "rebuild", clock, new Random(1), fetches);
        Database database = Database.open(new DatabaseSettings(file, Duration.ofSeconds(5), 2))) {
      Memory.open(
              database,
              new MemoryRepositories(logs),
              Durability.CACHE,
              RulesMode.STANDARD,
              ContentLimits.DEFAULT,
              clock,
              IdSource.random(),
              new Random(1))
          .repair()
          .rebuildAll(done -> {});
    }
  }

  private static List<Map<String, @Nullable Object>> read(Path database, String query) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      row.put(result.getMetaData().getColumnName(i), result.getObject(i));
    }
    return row;
  }
}
