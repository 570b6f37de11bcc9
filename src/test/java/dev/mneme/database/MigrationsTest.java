package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MigrationsTest {
  @TempDir Path folder;

  @Test
  void theNewestMigrationIsTheOneInTheFolder() throws Exception {
    try (var files = Files.list(Path.of("src/main/resources/database"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__")))))
          .contains(Migrations.NEWEST)
          .allMatch(version -> version <= Migrations.NEWEST);
    }
  }

  @Test
  void manyThatStartAtOnceAllEndWell() throws Exception {
    Path file = folder.resolve("new.db");
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<Long>> starts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        starts.add(threads.submit(() -> countAgents(file)));
      }
      for (Future<Long> start : starts) {
        assertThat(start.get()).isZero();
      }
    }
  }

  @Test
  void aDatabaseOfANewerMnemeIsRefusedWithTheReason() throws Exception {
    Path file = folder.resolve("newer.db");
    countAgents(file);
    execute(
        file,
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, installed_by, execution_time, success)
        VALUES (99, '99', 'x', 'SQL', 'x', 'x', 1, 1)
        """);

    assertThatThrownBy(() -> countAgents(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer Mneme");
  }

  @Test
  void whatAKilledProcessLeftOfItsTurnBlocksNobody() throws Exception {
    Path file = folder.resolve("left.db");
    Files.createFile(folder.resolve("left.db.migrating"));

    assertThat(countAgents(file)).isZero();
  }

  private static long countAgents(Path file) {
    try (Database database = Database.open(DatabaseSettings.of(file))) {
      return database.read(tables -> tables.agents().select().count());
    }
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = SqliteSource.forWriting(file).getConnection()) {
      SqliteSource.execute(connection, sql);
    }
  }
}
