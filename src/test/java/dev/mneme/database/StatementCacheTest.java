package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.BlockId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StatementCacheTest {
  private static final String SQL = "SELECT 7";
  @TempDir Path folder;
  private final StatementBuilderFactory factory = StatementCache.factory();
  private Connection connection;
  private StatementBuilder cache;

  @BeforeEach
  void open() throws SQLException {
    connection = SqliteSource.forWriting(folder.resolve("cache.db")).getConnection();
    cache = factory.createStatementBuilder(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void whatWasPreparedServesTheNextWhoAsksTheSame() throws SQLException {
    PreparedStatement first = cache.create(connection, SQL, null);
    cache.close(connection, "what it was before names became question marks", first);

    PreparedStatement second =
        factory.createStatementBuilder(connection).create(connection, SQL, null);

    assertThat(second).isSameAs(first);
    assertThat(answer(second)).isEqualTo(7);
  }

  @Test
  void twoAtTheSameTimeHaveStatementsOfTheirOwn() throws SQLException {
    PreparedStatement first = cache.create(connection, SQL, null);
    PreparedStatement second = cache.create(connection, SQL, null);

    cache.close(connection, SQL, first);
    cache.close(connection, SQL, second);

    assertThat(second).isNotSameAs(first);
    assertThat(List.of(first.isClosed(), second.isClosed())).containsExactly(false, true);
  }

  @Test
  void onlySomeAreKept() throws SQLException {
    for (int i = 0; i < 1_000; i++) {
      cache.close(connection, SQL, cache.create(connection, "SELECT " + i, null));
    }

    PreparedStatement last = cache.create(connection, "SELECT 999", null);
    cache.close(connection, SQL, last);

    assertThat(last.isClosed()).isTrue();
  }

  @Test
  void readsSeeWhatWasWrittenThoughTheirStatementsAreOlder() {
    try (Database database = Database.open(DatabaseSettings.of(folder.resolve("mneme.db")))) {
      BlockId id = Rows.blockId(1);
      assertThat(database.<Boolean>read(tables -> tables.blocks().find(id).isPresent())).isFalse();

      database.write(
          Durability.FULL,
          tables -> {
            tables.blocks().insert(Rows.block(1, "human"));
            return true;
          });

      assertThat(database.<Boolean>read(tables -> tables.blocks().find(id).isPresent())).isTrue();
    }
  }

  private static int answer(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.getInt(1);
    }
  }
}
